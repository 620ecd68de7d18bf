import type { LedgerAccount, LedgerTransaction } from '../ledger/accounts.ts'
import { post } from '../ledger/post.ts'
import { isOffline } from '../payments/provider-account.ts'
import { type CashReceipt, type CashReceiptEvent, returnKinds } from './cash-receipt.ts'

const returnAccounts = { refund: 'refunds', dispute: 'disputes' } as const

/** The postings of each event, as documented in `docs/domain.md`. */
export function postingsOf(receipt: CashReceipt, event: CashReceiptEvent): LedgerTransaction | null {
  const about = { customerId: receipt.customerId, invoiceId: receipt.attempt?.invoiceId ?? null }
  const cash = cashOf(receipt)
  switch (event.type) {
    case 'cash_receipt.received': {
      const { receivedMinor, creditedMinor, allocation } = event
      const allocatedMinor = allocation?.amountMinor ?? 0
      return post(
        { causeKind: 'payment', causeId: causeOf(receipt), ...about },
        {
          [cash]: receivedMinor,
          [allocation?.settles ?? 'receivable']: -allocatedMinor,
          customer_credit: -creditedMinor,
          unapplied_cash: creditedMinor + allocatedMinor - receivedMinor,
        },
      )
    }
    case 'cash_receipt.allocated':
    case 'cash_receipt.allocation_reversed': {
      const { paymentId: causeId, invoiceId, amountMinor, settles } = event.allocation
      const isReversed = event.type === 'cash_receipt.allocation_reversed'
      const appliedMinor = isReversed ? -amountMinor : amountMinor
      return post(
        { causeKind: isReversed ? 'allocation_reversed' : 'allocation', causeId, ...about, invoiceId },
        { unapplied_cash: appliedMinor, [settles]: -appliedMinor },
      )
    }
    case 'cash_receipt.returned': {
      const { by, returnId, amountMinor, fromCreditMinor } = event
      return post(
        { causeKind: by, causeId: returnId, ...about },
        {
          [returnAccounts[returnKinds[by]]]: amountMinor - fromCreditMinor,
          customer_credit: fromCreditMinor,
          [cash]: -amountMinor,
        },
      )
    }
    case 'cash_receipt.carried_over':
      return null
  }
}

const cashOf = ({ provider }: CashReceipt): LedgerAccount => (isOffline(provider) ? 'cash_bank' : 'cash_provider')

type Source = Pick<CashReceipt, 'id' | 'provider' | 'providerAccount' | 'providerPaymentId'>

const causeOf = ({ id, attempt, ...source }: CashReceipt): string =>
  causeOfPayment({ ...source, id: attempt?.paymentId ?? id })

/** What books a payment's money: the provider's payment, since several messages report the same one, or else the payment itself. */
export const causeOfPayment = ({ id, provider, providerAccount, providerPaymentId }: Source): string =>
  providerPaymentId === null ? id : `${provider}:${providerAccount}:${providerPaymentId}`
