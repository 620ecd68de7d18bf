import type { Issued, Merchant } from './merchant.ts'

type Kept = { readonly kind: string; readonly receivedMinor: number; readonly allocatedMinor: number }
type Told = { readonly metadata: Readonly<Record<string, string>> }

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)

/** How an invoice's money stands in its row, in its customer's credit as the API shows it, and at the provider. */
export async function standing(merchant: Merchant, { id }: Issued, customer: { id: string }) {
  const [row] = await merchant.rows<{ status: string; state: string }>(
    'SELECT status, state FROM invoices WHERE id = ?',
    id,
  )
  const { payments } = JSON.parse(row!.state) as { payments: readonly Kept[] }
  const byHand = payments.filter(({ kind }) => kind === 'out_of_band')
  const truth = merchant.truth()
  const isMine = ({ metadata }: Told) => metadata.remit_invoice === id
  const shown = await merchant.remit.customers.retrieve(customer.id)
  return {
    status: row!.status,
    receivedMinor: sum(payments.map(({ receivedMinor }) => receivedMinor)),
    allocatedMinor: sum(payments.map(({ allocatedMinor }) => allocatedMinor)),
    /** What the money came by. */
    kinds: payments.filter(({ receivedMinor }) => receivedMinor > 0).map(({ kind }) => kind),
    /** What the provider took, and what the merchant says came by bank. */
    arrivedMinor:
      sum(truth.payments.filter(isMine).map(({ amountReceived }) => amountReceived)) +
      sum(byHand.map(({ receivedMinor }) => receivedMinor)),
    creditMinor: 'balance' in shown ? 0 - shown.balance : 0,
    openCheckouts: truth.sessions.filter(isMine).filter(({ status }) => status === 'open').length,
  }
}
