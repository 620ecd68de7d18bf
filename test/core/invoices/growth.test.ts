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
import { decided, reportOf, toStart } from '../payments/reported.ts'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs
const sizeOf = (data: unknown) => JSON.stringify(data).length

test('a page that is reloaded every minute for a month has 294 recorded views, all of the same size', () => {
  let invoice = issued()
  const before = sizeOf(invoice)
  const events: InvoiceEvent[] = []
  for (let at = monday; at < monday + 30 * dayMs; at += minuteMs) {
    const viewed = view(invoice, 'lnk_1', at)
    if (!viewed.ok || viewed.value.length === 0) continue
    events.push(...viewed.value)
    invoice = decided(invoice, viewed, at)
  }
  expect(invoice.viewCount).toBe(294)
  expect(new Set(events.map(sizeOf)).size).toBe(1)
  expect(sizeOf(invoice) - before).toBeLessThan(30)
})

test('a second view counts after a minute, a third after two more, and after thousands of them one a day', () => {
  let invoice = issued()
  const isCounted = (at: number): boolean => {
    const viewed = view(invoice, 'lnk_1', at)
    if (viewed.ok && viewed.value.length > 0) invoice = decided(invoice, viewed, at)
    return viewed.ok && viewed.value.length > 0
  }
  expect([0, 0.9, 1, 2.9, 3].map((minutes) => isCounted(monday + minutes * minuteMs))).toEqual([
    true,
    false,
    true,
    false,
    true,
  ])
  invoice = { ...invoice, viewCount: 5000 }
  expect([dayMs - 1, dayMs].map((ms) => isCounted(invoice.lastViewedAt! + ms))).toEqual([false, true])
})

test('the merchant can start 200 failing payments of an invoice and no more, and each event has the size of the first', () => {
  let invoice = issued()
  const sizes: number[] = []
  const next = (n: number) => start(invoice, toStart({ paymentId: `inpay_${String(n).padStart(4, '0')}` }))
  for (let n = 0; n < 200; n++) {
    const begun = next(n)
    if (!begun.ok || begun.value.do !== 'begin') throw new Error('the payment was not started')
    invoice = decided(invoice, ok([begun.value.event]))
    const declined = applyReport(invoice, reportOf(invoice, 'failed'), false, monday)
    if (!declined.ok) throw new Error('the decline was refused')
    invoice = decided(invoice, declined)
    sizes.push(sizeOf(begun.value.event) + sizeOf(declined.value))
  }
  expect(next(200)).toEqual(refuse('payment_attempts_too_many'))
  expect(new Set(sizes).size).toBe(1)
  expect(sizes[0]).toBeLessThan(1000)
  expect(sizeOf(invoice)).toBeLessThan(200_000)
})

test('an invoice has as many reminders as its plan has steps, each about as large as the first', () => {
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
