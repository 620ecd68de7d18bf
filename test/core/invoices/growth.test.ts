import { expect, test } from 'vitest'
import { allowedInstant, nextReminderAt, remind } from '../../../src/core/collection/reminders.ts'
import type { InvoiceEvent } from '../../../src/core/invoices/events.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { view } from '../../../src/core/invoices/view.ts'
import { applyReport } from '../../../src/core/payments/report.ts'
import { start } from '../../../src/core/payments/start.ts'
import { ok, refuse } from '../../../src/core/result.ts'
import { monday } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { decided, told, toStart } from '../payments/told.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const sizeOf = (data: unknown) => JSON.stringify(data).length

test('a page that is reloaded every minute for a month is looked at 294 times, and each look takes the same', () => {
  let invoice = issued()
  const before = sizeOf(invoice)
  const events: InvoiceEvent[] = []
  for (let at = monday; at < monday + 30 * dayMs; at += minuteMs) {
    const looked = view(invoice, 'lnk_1', at)
    if (!looked.ok || looked.value.length === 0) continue
    events.push(...looked.value)
    invoice = decided(invoice, looked, at)
  }
  expect(invoice.viewCount).toBe(294)
  expect(new Set(events.map(sizeOf)).size).toBe(1)
  expect(sizeOf(invoice) - before).toBeLessThan(30)
})

test('the second look counts after a minute, the third after two more, and after years one a day', () => {
  let invoice = issued()
  const looks = (at: number): boolean => {
    const looked = view(invoice, 'lnk_1', at)
    if (looked.ok && looked.value.length > 0) invoice = decided(invoice, looked, at)
    return looked.ok && looked.value.length > 0
  }
  expect([0, 0.9, 1, 2.9, 3].map((minutes) => looks(monday + minutes * minuteMs))).toEqual([
    true,
    false,
    true,
    false,
    true,
  ])
  invoice = { ...invoice, viewCount: 5000 }
  expect([dayMs - 1, dayMs].map((ms) => looks(invoice.lastViewedAt! + ms))).toEqual([false, true])
})

test('payments by the merchant without success are begun two hundred times and not once more; each event takes the same as the first', () => {
  let invoice = issued()
  const sizes: number[] = []
  const next = (n: number) => start(invoice, toStart({ paymentId: `inpay_${String(n).padStart(4, '0')}` }))
  for (let n = 0; n < 200; n++) {
    const begun = next(n)
    if (!begun.ok || begun.value.do !== 'begin') throw new Error('a payment may begin')
    invoice = decided(invoice, ok([begun.value.event]))
    const declined = applyReport(invoice, told(invoice, 'failed'), false, monday)
    if (!declined.ok) throw new Error('a decline is heard')
    invoice = decided(invoice, declined)
    sizes.push(sizeOf(begun.value.event) + sizeOf(declined.value))
  }
  expect(next(200)).toEqual(refuse('payment_attempts_too_many'))
  expect(new Set(sizes).size).toBe(1)
  expect(sizes[0]).toBeLessThan(1000)
  expect(sizeOf(invoice)).toBeLessThan(200_000)
})

test('reminders are as many as the plan has steps, and each takes what the first took', () => {
  let invoice: IssuedInvoice = issued()
  const sizes: number[] = []
  for (let at = nextReminderAt(invoice); at !== null; at = nextReminderAt(invoice)) {
    const instant = allowedInstant(invoice.plan, at)
    const reminder = remind(invoice, instant)!
    sizes.push(sizeOf(reminder))
    invoice = decided(invoice, ok([reminder]), instant)
    expect(sizes.length).toBeLessThanOrEqual(invoice.plan.reminderDays.length)
  }
  expect(sizes.length).toBe(invoice.plan.reminderDays.length)
  expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(5)
})
