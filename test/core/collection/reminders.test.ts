import { describe, expect, test } from 'vitest'
import { reasonNotToMail } from '../../../src/core/collection/mailing.ts'
import { allowedInstant, nextReminderAt, remind } from '../../../src/core/collection/reminders.ts'
import { markUncollectible, voidInvoice } from '../../../src/core/invoices/close.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import type { PaymentDispute } from '../../../src/core/payments/payment.ts'
import { account, customers, monday } from '../../world/cast.ts'
import { issued } from '../../world/invoices.ts'
import { begun, decided, reported } from '../payments/reported.ts'

const invoice = issued()
/** Nine in the morning in Berlin, so many days after the due day. */
const nine = (days: number) => Date.UTC(2026, 10, 16 + days, 8)
const reminded = (of: IssuedInvoice, at: number) => decided(of, { ok: true, value: [remind(of, at)!] }, at)

describe('reminders', () => {
  test('go out three days before, on the day, and 3, 7 and 14 days after, at nine', () => {
    let current = invoice
    const moments: number[] = []
    for (let at = nextReminderAt(current); at !== null; at = nextReminderAt(current)) {
      moments.push(at)
      current = reminded(current, at)
    }
    expect(moments).toEqual([-3, 0, 3, 7, 14].map(nine))
    expect(Object.values(current.steps).every(({ outcome }) => outcome === 'sent')).toBe(true)
  })

  test('a minute before nine nothing is owed', () => {
    expect(remind(invoice, nine(-3) - 60_000)).toBeNull()
    expect(remind(invoice, nine(-3))).toEqual({ type: 'reminder.sent', steps: { 'due-3': 'sent' }, reason: null })
  })

  test('missed days are caught up in one mail, and the timeline says into which they went', () => {
    expect(reminded(invoice, nine(4)).steps).toEqual({
      'due-3': { outcome: 'merged', at: nine(4), reason: 'due+3' },
      'due+0': { outcome: 'merged', at: nine(4), reason: 'due+3' },
      'due+3': { outcome: 'sent', at: nine(4), reason: null },
    })
  })

  test('a step from before the invoice was issued is not owed', () => {
    const short = issued({ terms: { kind: 'net', days: 1 } })
    expect(nextReminderAt(short)).toBe(Date.UTC(2026, 10, 3, 8))
  })

  test('a paid, void, uncollectible, charged or silenced invoice is owed none', () => {
    const others = [
      reported(begun(invoice), 'succeeded'),
      decided(invoice, voidInvoice(invoice)),
      decided(invoice, markUncollectible(invoice)),
      issued({ collectionMethod: 'charge_automatically', terms: { kind: 'net', days: 14 } }),
      issued({ autoAdvance: false }),
    ]
    expect(others.map(nextReminderAt)).toEqual([null, null, null, null, null])
    expect(others.map((other) => remind(other, nine(20)))).toEqual([null, null, null, null, null])
  })

  test('is skipped, once and with its reason, while money is on its way or where there is no address', () => {
    const processing = reported(begun(invoice), 'processing')
    expect(reminded(processing, nine(0)).steps).toEqual({
      'due-3': { outcome: 'skipped', at: nine(0), reason: 'payment_processing' },
      'due+0': { outcome: 'skipped', at: nine(0), reason: 'payment_processing' },
    })
    const mute = issued({ to: { ...customers.jonas, email: null } })
    expect(remind(mute, nine(-3))).toMatchObject({ type: 'reminder.skipped', reason: 'no_email_address' })
  })

  test('is skipped while a payment of it is disputed', () => {
    const inDispute = (status: PaymentDispute['status']) => ({
      ...invoice,
      payments: reported(begun(invoice), 'succeeded').payments.map((one) => ({
        ...one,
        disputes: [{ id: 'dp_1', amountMinor: 1, status }],
      })),
    })
    expect(remind(inDispute('open'), nine(-3))).toMatchObject({ reason: 'payment_disputed' })
    expect(remind(inDispute('lost'), nine(-3))).toMatchObject({ type: 'reminder.sent' })
  })

  test('stops for good, with the reason, once the customer was deleted', () => {
    const skipped = remind(invoice, nine(-3), null)
    expect(skipped).toMatchObject({ type: 'reminder.skipped', reason: 'customer_deleted' })
    expect(Object.keys(skipped!.steps)).toEqual(['due-3', 'due+0', 'due+3', 'due+7', 'due+14'])
    expect(nextReminderAt(decided(invoice, { ok: true, value: [skipped!] }, nine(-3)))).toBeNull()
    expect(reasonNotToMail(invoice, 'reminder', monday, null)).toBe('customer_deleted')
    expect(reasonNotToMail(invoice, 'payment_failed', monday, null)).toBe('customer_deleted')
    expect(reasonNotToMail(invoice, 'invoice', monday, null)).toBeNull()
  })

  test('is skipped, step by step and with the reason, while the mail server refuses the address', () => {
    const refusing = { ...customers.jonas, refusedAddresses: [invoice.buyer.email!] }
    expect(remind(invoice, nine(-3), refusing)).toEqual({
      type: 'reminder.skipped',
      steps: { 'due-3': 'skipped' },
      reason: 'address_refused',
    })
    for (const mail of ['reminder', 'receipt', 'payment_failed', 'action_required'] as const)
      expect(reasonNotToMail(invoice, mail, monday, refusing)).toBe('address_refused')
    for (const mail of ['invoice', 'fresh_link'] as const)
      expect(reasonNotToMail(invoice, mail, monday, refusing), 'requested by a person').toBeNull()
    const elsewhere = { ...invoice, mailedTo: 'kasse@wieland.example' }
    expect(remind(elsewhere, nine(-3), refusing)).toMatchObject({ type: 'reminder.sent' })
  })

  test('is sent to a customer who left a checkout open', () => {
    expect(remind(reported(begun(invoice), 'open'), nine(-3))).toMatchObject({ type: 'reminder.sent' })
  })

  test('with a late hour are sent within that hour only', () => {
    const late = issued({ of: account({ reminders: { days: [0], hour: 22 } }) })
    expect(nextReminderAt(late)).toBe(Date.UTC(2026, 10, 16, 21))
    expect(allowedInstant(late.plan, Date.UTC(2026, 10, 16, 21, 59))).toBe(Date.UTC(2026, 10, 16, 21, 59))
    expect(allowedInstant(late.plan, Date.UTC(2026, 10, 16, 22))).toBe(Date.UTC(2026, 10, 17, 21))
  })
})

describe('an ordered mail', () => {
  const paid = reported(begun(invoice), 'succeeded')
  const voided = decided(invoice, voidInvoice(invoice))

  test('is not sent if the state no longer fits, and the reason is given', () => {
    expect(reasonNotToMail(paid, 'reminder', monday)).toBe('paid')
    expect(reasonNotToMail(paid, 'payment_failed', monday)).toBe('paid')
    expect(reasonNotToMail(voided, 'action_required', monday)).toBe('void')
    expect(reasonNotToMail(voided, 'invoice', monday)).toBe('void')
    expect(reasonNotToMail(voided, 'fresh_link', monday)).toBe('void')
    expect(reasonNotToMail(issued({ autoAdvance: false }), 'reminder', monday)).toBe('collection_paused')
    expect(reasonNotToMail({ ...paid, buyer: { ...paid.buyer, email: null } }, 'receipt', monday)).toBe(
      'no_email_address',
    )
  })

  test('is sent otherwise', () => {
    expect(reasonNotToMail(paid, 'receipt', monday)).toBeNull()
    expect(reasonNotToMail(paid, 'invoice', monday)).toBeNull()
    expect(reasonNotToMail(invoice, 'reminder', monday)).toBeNull()
    expect(reasonNotToMail(decided(invoice, markUncollectible(invoice)), 'payment_failed', monday)).toBeNull()
  })
})
