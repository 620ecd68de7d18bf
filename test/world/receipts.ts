import { type CashReceipt, unappliedMinor } from '../../src/core/cash-receipts/cash-receipt.ts'
import { byAge } from '../../src/core/invoices/by-age.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../src/core/invoices/invoice.ts'
import type { LedgerAccount } from '../../src/core/ledger/accounts.ts'
import { idAtProvider, type Payment } from '../../src/core/payments/payment.ts'

/**
 * Every way in which receipts contradict the payments of their invoices, or the ledger; `balance` returns its balance of an account
 * in a currency. Minor units.
 */
export function receiptViolations(
  invoices: readonly Invoice[],
  receipts: readonly CashReceipt[],
  balanceMinor: (account: LedgerAccount, currency: string) => number,
): string[] {
  const succeeded = invoices
    .filter(isIssued)
    .sort(byAge)
    .flatMap((invoice) =>
      invoice.payments.filter(({ status }) => status === 'succeeded').map((payment) => ({ invoice, payment })),
    )
  const shown = [...Map.groupBy(succeeded, ({ payment }) => idAtProvider(payment)).values()].map(ofPayment)
  const held = receipts.map(ofReceipt)
  const currencies = [...Map.groupBy(receipts, ({ currency }) => currency)]
  return [
    ...withoutOther(shown, held).map((money) => `no receipt says what its invoice says: ${money}`),
    ...withoutOther(held, shown).map((money) => `a receipt says what no invoice says: ${money}`),
    ...currencies.flatMap(([currency, some]) => unlikeTheLedger(some, (account) => balanceMinor(account, currency))),
  ]
}

/** The items that occur more often here than among the others. */
function withoutOther(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others]
  return some.filter((one) => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

type Back = readonly [kind: string, id: string, amountMinor: number, fromCreditMinor: number]

/** One payment with its use and returns as a text, to compare a receipt with its invoice. */
const text = (source: string, receivedMinor: number, paid: readonly unknown[], creditedMinor: number, back: Back[]) =>
  JSON.stringify({ source, receivedMinor, paid, creditedMinor, back: back.sort() })

/** The payments of the invoices that one payment at the provider is for, oldest first. */
function ofPayment(shares: readonly { readonly invoice: IssuedInvoice; readonly payment: Payment }[]): string {
  const { invoice, payment } = shares[0]!
  const sum = (of: (payment: Payment) => number) => shares.reduce((total, share) => total + of(share.payment), 0)
  const refunded = shares
    .flatMap((share) => share.payment.refunds)
    .filter(({ status, amountMinor }) => status === 'succeeded' && amountMinor > 0)
    .map((one): Back => ['refund', one.id, one.amountMinor, one.fromCreditMinor])
  const disputed = shares
    .flatMap((share) => share.payment.disputes)
    .filter(({ amountMinor }) => amountMinor > 0)
    .map((one): Back => ['dispute', one.id, one.amountMinor, 0])
  const fromCreditMinor = refunded.reduce((total, [, , , minor]) => total + minor, 0)
  const paid = shares.filter((share) => share.payment.allocatedMinor > 0)
  const receivedMinor = sum((one) => one.receivedMinor)
  return text(
    `${payment.provider} ${payment.providerPaymentId} by ${idAtProvider(payment)} of ${invoice.customerId}`,
    receivedMinor,
    paid.map((share) => [share.invoice.id, share.payment.id, share.payment.allocatedMinor]),
    receivedMinor - sum((one) => one.allocatedMinor) - fromCreditMinor,
    addedUp([...refunded, ...disputed]),
  )
}

/** What went back under one id, of all invoices together. */
const addedUp = (back: readonly Back[]): Back[] =>
  [...Map.groupBy(back, ([kind, id]) => `${kind} ${id}`).values()].map((parts) =>
    parts.reduce(([kind, id, minor, credit], part): Back => [kind, id, minor + part[2], credit + part[3]]),
  )

const ofReceipt = (receipt: CashReceipt): string => {
  const { customerId, provider, providerPaymentId, receivedMinor, allocations, creditedMinor, returns } = receipt
  return text(
    `${provider} ${providerPaymentId} by ${receipt.attempt?.paymentId} of ${customerId}`,
    receivedMinor,
    allocations.map(({ invoiceId, paymentId, amountMinor }) => [invoiceId, paymentId, amountMinor]),
    creditedMinor,
    returns.map(({ kind, id, amountMinor, fromCreditMinor }): Back => [kind, id, amountMinor, fromCreditMinor]),
  )
}

/** Cash must be what was received less what went back, and unapplied money is owed to customers. */
function unlikeTheLedger(receipts: readonly CashReceipt[], balanceMinor: (account: LedgerAccount) => number): string[] {
  const sum = (of: (receipt: CashReceipt) => number) => receipts.reduce((total, receipt) => total + of(receipt), 0)
  const back = (receipt: CashReceipt) => receipt.returns.reduce((total, { amountMinor }) => total + amountMinor, 0)
  const [held, cash] = [
    sum((receipt) => receipt.receivedMinor - back(receipt)),
    balanceMinor('cash_provider') + balanceMinor('cash_bank'),
  ]
  const [unapplied, owed] = [sum(unappliedMinor), -balanceMinor('unapplied_cash')]
  return [
    ...(held === cash ? [] : [`receipts hold ${held}, the ledger's cash is ${cash}`]),
    ...(unapplied === owed ? [] : [`receipts leave ${unapplied} unapplied, the ledger says ${owed}`]),
  ]
}
