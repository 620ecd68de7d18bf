import { expect, test } from 'vitest'
import { isLeftToCustomer } from '../../../src/core/collection/collection-method.ts'
import { nextReminderAt, remind } from '../../../src/core/collection/reminders.ts'
import { isChargeable, switchAutomaticPayment } from '../../../src/core/customers/automatic-payment.ts'
import type { Customer } from '../../../src/core/customers/customer.ts'
import { evolve } from '../../../src/core/customers/evolve.ts'
import { asIssued } from '../../../src/core/documents/document.ts'
import { blankContent, contentChanges } from '../../../src/core/invoices/content.ts'
import type { Draft, IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { asIfIssued } from '../../../src/core/invoices/issue.ts'
import { promisePayment } from '../../../src/core/invoices/promise-payment.ts'
import { fits } from '../../../src/core/payments/methods.ts'
import { partRange } from '../../../src/core/payments/part.ts'
import { reactionsTo } from '../../../src/core/reactions.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { refuse } from '../../../src/core/result.ts'
import { account, customers, kranwerk, monday, visa } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { decided } from '../payments/reported.ts'

const jonas: Customer = { ...customers.jonas, methods: [visa] }
const consent = 'I allow Kranwerk to charge my default payment method.'

function switched(customer: Customer, to: string | null): Customer {
  const decided = switchAutomaticPayment(customer, to)
  if (!decided.ok) throw new Error(decided.refusal.code)
  return replay(evolve, record(decided.value, customer.version, monday), customer) as Customer
}

test('it is on until the customer switches it off, and the consent to switching it on again is kept', () => {
  expect([isChargeable(jonas), switched(jonas, consent)]).toEqual([true, jonas])
  const off = switched(jonas, null)
  expect([isChargeable(off), off.automaticPayment]).toEqual([false, { isOn: false, at: monday, consent: null }])
  expect(switched(off, null)).toEqual(off)
  const on = switched(off, consent)
  expect([isChargeable(on), on.automaticPayment]).toEqual([true, { isOn: true, at: monday, consent }])
})

test('it cannot be switched on without a saved method', () => {
  const off = switched({ ...jonas, methods: [] }, null)
  expect(switchAutomaticPayment(off, consent)).toEqual(refuse('payment_method_missing'))
})

test('a new invoice is sent where the customer switched it off and the merchant does not say otherwise', () => {
  const known = {
    account: account(),
    customer: jonas,
    coupons: new Map(),
    taxRates: new Map(),
    isNumberTaken: false,
    currency: 'eur',
    now: monday,
    newDiscountId: () => 'di_1',
  } as unknown as Parameters<typeof contentChanges>[2]
  const off = switched(jonas, null)
  const methodOf = (customer: Customer, input: Parameters<typeof contentChanges>[0]) => {
    const blank = blankContent(account(), customer)
    const changes = contentChanges(input, blank, { ...known, customer })
    return changes.ok ? { ...blank, ...changes.value.content }.collectionMethod : changes.refusal.code
  }
  expect([methodOf(jonas, {}), methodOf(off, {})]).toEqual(['charge_automatically', 'send_invoice'])
  expect(blankContent(account(), off).terms).toEqual({ kind: 'net', days: account().daysUntilDue })
  expect(methodOf(off, { daysUntilDue: 10 })).toBe('send_invoice')
  expect(methodOf(off, { collectionMethod: 'charge_automatically' })).toBe('charge_automatically')
})

test('a charge that was given up since the customer switched it off is followed by the link, not by word of a failure', () => {
  const given = { type: 'charge.given_up', reason: 'automatic_payment_off' } as const
  const charged = issued({ collectionMethod: 'charge_automatically' })
  expect(reactionsTo(given, charged, 7)).toMatchObject([{ kind: 'mail', payload: { mail: 'invoice' } }])
})

test('an invoice that is issued while it is off is left to its customer, with a due day and reminders', () => {
  const draft = { ...issued({ collectionMethod: 'charge_automatically' }), status: 'draft' } as unknown as Draft
  const off = asIfIssued(draft, kranwerk, switched(jonas, null), monday)
  expect(off).toMatchObject({
    ok: true,
    value: { isLeftToCustomer: true, nextChargeAt: null, dueOn: expect.any(String) },
  })
  const left = (off as { value: IssuedInvoice }).value
  expect(nextReminderAt(left)).toBeGreaterThan(monday)
  expect(promisePayment(left, left.dueOn!, { promiseDays: 30, timeZone: 'Europe/Berlin' }, monday).ok).toBe(true)
  expect([fits('customer_balance', left), partRange(left, 1)]).toEqual([true, expect.any(Object)])
  expect(isLeftToCustomer(asIssued(left))).toBe(true)
  expect(isLeftToCustomer(asIssued({ ...left, leftAt: monday + 1 }))).toBe(false)
  const on = asIfIssued(draft, kranwerk, jonas, monday)
  expect(on).toMatchObject({ value: { nextChargeAt: monday, dueOn: null } })
})

test('reminders that fell due while an invoice was to be charged are not made up for when it is left to its customer', () => {
  const terms = { kind: 'net', days: 10 } as const
  const charged = issued({ collectionMethod: 'charge_automatically', terms })
  const dueAt = charged.nextChargeAt!
  const lateAt = dueAt + 20 * 86_400_000
  const givenUp = { type: 'charge.given_up', reason: 'automatic_payment_off' } as const
  const left = decided(charged, { ok: true, value: [givenUp] }, lateAt)
  expect([left.leftAt, left.steps]).toEqual([lateAt, {}])
  expect(nextReminderAt(left) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(lateAt)
  expect(remind(left, lateAt)).toBeNull()
  const early = decided(charged, { ok: true, value: [givenUp] }, dueAt)
  expect(nextReminderAt(early)).toBeGreaterThan(dueAt)
  const again = decided(
    left,
    { ok: true, value: [{ type: 'charge.scheduled', at: lateAt, reason: 'resumed' }] as never },
    lateAt,
  )
  expect(again).not.toHaveProperty('leftAt')
})
