import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateInvoice } from '../../src/actions/invoices/update-invoice.ts'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { refreshPayment } from '../../src/actions/payments/refresh-payment.ts'
import { amountRemainingMinor } from '../../src/core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { clock, code, done, linkUnit, merchant, newDeps, payAtCheckout } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const takesParts = { minimumPaymentPercent: 30 }

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

const payPart = (invoice: IssuedInvoice, partMinor: number, methodId: string | null = null) =>
  kranwerk.pay(invoice, methodId, false, partMinor)

/** An invoice of 1,000 euros for a customer with a card, of which parts may be paid. */
async function billed() {
  const customer = await kranwerk.customerWithCard()
  return { invoice: await kranwerk.open(customer.id, 100_000, takesParts), card: customer.methods[0]!.id }
}

const current = ({ id }: IssuedInvoice) => kranwerk.invoice(id)
const comeBack = (invoice: IssuedInvoice, paymentId: string) =>
  refreshPayment(newDeps(), linkUnit(kranwerk.id, invoice.id), { invoiceId: invoice.id, paymentId })

type True = {
  payments: { status: string; amountReceived: number; metadata: Record<string, string> }[]
  sessions: { status: string; metadata: Record<string, string> }[]
}

/** What the provider took for the invoice, and how many of its checkouts are open. */
async function truthOf({ id }: IssuedInvoice) {
  const { payments, sessions } = (await kranwerk.truth()) as True
  const isOf = ({ metadata }: { metadata: Record<string, string> }) => metadata.remit_invoice === id
  return {
    taken: payments.filter(isOf).flatMap(({ amountReceived }) => (amountReceived > 0 ? [amountReceived] : [])),
    open: sessions.filter((session) => isOf(session) && session.status === 'open').length,
  }
}

test('a part by a saved card leaves the invoice open for the rest, and the rest pays it', async () => {
  const { invoice, card } = await billed()
  const { invoice: partly } = done(await payPart(invoice, 40_000, card))
  expect(partly).toMatchObject({ status: 'open', payments: [{ amountMinor: 40_000, allocatedMinor: 40_000 }] })
  expect(amountRemainingMinor(partly)).toBe(60_000)
  const { invoice: paid } = done(await kranwerk.pay(partly, card))
  expect(paid).toMatchObject({ status: 'paid', payments: [{ receivedMinor: 40_000 }, { receivedMinor: 60_000 }] })
  expect((await truthOf(invoice)).taken).toEqual([40_000, 60_000])
})

test('a part by the provider’s checkout is asked for and booked there as that amount', async () => {
  const { invoice } = await billed()
  const { payment } = done(await payPart(invoice, 30_000))
  expect(payment.request.methodTypes).not.toContain('customer_balance')
  await payAtCheckout(payment.url!)
  done(await comeBack(invoice, payment.id))
  expect(await current(invoice)).toMatchObject({ status: 'open', payments: [{ receivedMinor: 30_000 }] })
  expect(await truthOf(invoice)).toEqual({ taken: [30_000], open: 0 })
})

test('two tabs that pay different parts leave one checkout, of the part that was asked for last', async () => {
  const { invoice } = await billed()
  done(await payPart(invoice, 30_000))
  const { payment } = done(await payPart(invoice, 50_000))
  expect((await current(invoice)).payments.map(({ status, amountMinor }) => [status, amountMinor])).toEqual([
    ['canceled', 30_000],
    ['open', 50_000],
  ])
  expect((await truthOf(invoice)).open).toBe(1)
  expect(done(await payPart(invoice, 50_000)).payment.id).toBe(payment.id)
})

test('two tabs that pay at the same instant take one of the parts, never both', async () => {
  const { invoice, card } = await billed()
  const both = await Promise.all([payPart(invoice, 60_000, card), payPart(invoice, 70_000, card)])
  expect(both.filter(({ ok }) => ok)).toHaveLength(1)
  expect((await truthOf(invoice)).taken).toHaveLength(1)
})

test('a part is refused where the payer was shown another amount, where it does not fit, and once it is no longer allowed', async () => {
  const { invoice, card } = await billed()
  expect(code(await payPart(invoice, 29_999, card))).toBe('part_unfit')
  expect(code(await payPart(invoice, 99_951, card))).toBe('part_unfit')
  done(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: invoice.id, partMinor: 10_000 }))
  expect(code(await payPart(invoice, 40_000, card))).toBe('amount_changed')
  const only = { invoiceId: invoice.id, input: { minimumPaymentPercent: 100 } }
  done(await updateInvoice(newDeps(), kranwerk.unit, only))
  expect(code(await payPart(await current(invoice), 40_000, card))).toBe('part_not_allowed')
  expect(await truthOf(invoice)).toEqual({ taken: [], open: 0 })
})

test('an invoice that is paid in part is not voided, and the merchant’s charge takes the rest', async () => {
  const { invoice, card } = await billed()
  done(await payPart(invoice, 40_000, card))
  expect(code(await voidInvoice(newDeps(), kranwerk.unit, { invoiceId: invoice.id }))).toBe('invoice_paid_not_voidable')
  const charged = done(await chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: invoice.id, methodId: null }))
  expect(charged).toMatchObject({ status: 'paid', payments: [{ receivedMinor: 40_000 }, { receivedMinor: 60_000 }] })
})

test('voiding an invoice first ends the open checkout of a part', async () => {
  const { invoice } = await billed()
  done(await payPart(invoice, 40_000))
  const voided = done(await voidInvoice(newDeps(), kranwerk.unit, { invoiceId: invoice.id }))
  expect(voided).toMatchObject({ status: 'void', payments: [{ status: 'canceled' }] })
  expect((await truthOf(invoice)).open).toBe(0)
})
