import { expect, test } from 'vitest'
import { reasonNotToMail } from '../../../src/core/collection/mailing.ts'
import { nextReminderAt, remind } from '../../../src/core/collection/reminders.ts'
import type { Invoice, IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { promisePayment } from '../../../src/core/invoices/promise-payment.ts'
import { monday } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { decided } from '../payments/reported.ts'

const dayMs = 86_400_000
const berlin = { timeZone: 'Europe/Berlin', promiseDays: 30 }
const invoice = issued()
const promised = (of: IssuedInvoice, payOn: string, at = monday) =>
  decided(of, promisePayment(of, payOn, berlin, at), at)
const dayOf = (days: number, from = invoice.dueOn!) =>
  new Date(Date.parse(from) + days * dayMs).toISOString().slice(0, 10)

test('a promise is in the history with its day, until it is over at the merchant’s', () => {
  const after = promised(invoice, dayOf(10))
  expect(after.promise).toMatchObject({ payOn: dayOf(10), at: monday })
  const { endsAt } = after.promise!
  expect(new Date(endsAt).toLocaleString('sv-SE', { timeZone: 'Europe/Berlin' })).toBe(`${dayOf(11)} 00:00:00`)
  expect(promisePayment(after, dayOf(10), berlin, monday)).toEqual({ ok: true, value: [] })
})

test.each([
  ['no day', 'soon', {}, 'day_invalid'],
  ['the day before the due day', dayOf(-1), {}, 'parameter_invalid'],
  ['a day more than is allowed', dayOf(31), {}, 'parameter_invalid'],
  ['a merchant who takes no promises', dayOf(1), { promiseDays: 0 }, 'parameter_invalid'],
])('%s is refused', (_, payOn, changes, code) => {
  const refused = promisePayment(invoice, payOn, { ...berlin, ...changes }, monday)
  expect(refused).toMatchObject({ ok: false, refusal: { code } })
})

test('only an open invoice that is not charged automatically is promised', () => {
  const paid = { ...invoice, status: 'paid', paidAt: monday } as Invoice
  const charged: Invoice = { ...invoice, collectionMethod: 'charge_automatically' }
  expect(promisePayment(paid, dayOf(1), berlin, monday)).toMatchObject({ refusal: { code: 'invoice_not_open' } })
  expect(promisePayment(charged, dayOf(1), berlin, monday)).toMatchObject({ refusal: { code: 'parameter_invalid' } })
})

test('promising again does not move the last day on for ever', () => {
  const late = Date.parse(dayOf(20)) + dayMs / 2
  const first = promised(invoice, dayOf(25), late)
  const twoWeeksLater = late + 14 * dayMs
  expect(promised(first, dayOf(50), twoWeeksLater).promise).toMatchObject({ payOn: dayOf(50), firstOn: dayOf(20) })
  expect(promisePayment(first, dayOf(51), berlin, twoWeeksLater).ok).toBe(false)
})

test('reminders pause while a promise is to be kept, and one follows the day after it was broken', () => {
  const after = promised(invoice, dayOf(4))
  const beforeItEnds = after.promise!.endsAt - 1
  expect(remind(after, beforeItEnds)).toMatchObject({ type: 'reminder.skipped', reason: 'payment_promised' })
  expect(reasonNotToMail(after, 'reminder', beforeItEnds)).toBe('payment_promised')
  const skipped = decided(after, { ok: true, value: [remind(after, beforeItEnds)!] }, beforeItEnds)
  const next = nextReminderAt(skipped)!
  expect(remind(skipped, next)).toMatchObject({ type: 'reminder.sent', steps: { [`promised-${dayOf(4)}`]: 'sent' } })
  expect(new Date(next).toLocaleString('sv-SE', { timeZone: after.plan.timeZone })).toBe(`${dayOf(5)} 09:00:00`)
})

test('a promise that another one replaced is not asked about', () => {
  const again = promised(promised(invoice, dayOf(4)), dayOf(8))
  const steps = remind(again, Date.parse(dayOf(40)))?.steps ?? {}
  expect(Object.keys(steps).filter((step) => step.startsWith('promised'))).toEqual([`promised-${dayOf(8)}`])
})
