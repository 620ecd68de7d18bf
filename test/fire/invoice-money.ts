import type { Issued, Merchant } from './merchant.ts'

type StoredPayment = { readonly kind: string; readonly receivedMinor: number; readonly allocatedMinor: number }
type ProviderObject = { readonly metadata: Readonly<Record<string, string>> }

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** An invoice's money: in its row, in its customer's credit as the API shows it, and at the provider. */
export async function invoiceMoney(merchant: Merchant, { id }: Issued, customer: { id: string }) {
  const [row] = await merchant.rows<{ status: string; state: string }>(
    'SELECT status, state FROM invoices WHERE id = ?',
    id,
  )
  const { payments } = JSON.parse(row!.state) as { payments: readonly StoredPayment[] }
  const byHand = payments.filter(({ kind }) => kind === 'out_of_band')
  const truth = merchant.truth()
  const isMine = ({ metadata }: ProviderObject) => metadata.remit_invoice === id
  const shown = await merchant.remit.customers.retrieve(customer.id)
  return {
    status: row!.status,
    receivedMinor: sum(payments.map(({ receivedMinor }) => receivedMinor)),
    allocatedMinor: sum(payments.map(({ allocatedMinor }) => allocatedMinor)),
    /** The kinds of payment that brought money. */
    kinds: payments.filter(({ receivedMinor }) => receivedMinor > 0).map(({ kind }) => kind),
    /** What the provider took plus what the merchant recorded out of band. */
    arrivedMinor:
      sum(truth.payments.filter(isMine).map(({ amountReceived }) => amountReceived)) +
      sum(byHand.map(({ receivedMinor }) => receivedMinor)),
    creditMinor: 'balance' in shown ? 0 - shown.balance : 0,
    openCheckouts: truth.sessions.filter(isMine).filter(({ status }) => status === 'open').length,
  }
}
