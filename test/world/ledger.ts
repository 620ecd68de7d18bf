import type { Truth } from '../../dev/sandbox/truth.ts'
import type { Rows } from './database.ts'
import { receiptViolations } from './receipts.ts'
import { invoiceIn, receiptIn } from './stored.ts'

type Posting = {
  transaction_id: string
  cause_kind: string
  cause_id: string
  customer_id: string
  ledger_account: string
  currency: string
  invoice_id: string
  amount_minor: number
}

/** The merchant, their account at the provider, and the provider's ground truth of it. */
type Whose = { readonly accountId: string; readonly providerAccount: string; readonly truth: Truth }

const postingsOf = (rows: Rows, { accountId }: Whose) =>
  rows<Posting>(
    `SELECT p.transaction_id, t.cause_kind, t.cause_id, t.invoice_id, t.customer_id, p.ledger_account, p.currency, p.amount_minor
     FROM ledger_postings p JOIN ledger_transactions t ON t.account_id = p.account_id AND t.id = p.transaction_id
     WHERE p.account_id = ?`,
    accountId,
  )

/** Every way in which a merchant's ledger contradicts itself, the invoices, the customers or the provider. */
export async function ledgerViolations(rows: Rows, whose: Whose): Promise<string[]> {
  const postings = await postingsOf(rows, whose)
  return [
    ...unbalanced(postings),
    ...againstTruth(whose, postings),
    ...(await againstRows(rows, whose, postings)),
    ...(await againstBalances(rows, whose, postings)),
    ...(await againstReceipts(rows, whose, postings)),
  ]
}

function unbalanced(postings: readonly Posting[]): string[] {
  const transactions = Map.groupBy(postings, ({ transaction_id, currency }) => `${transaction_id} in ${currency}`)
  return [...transactions].flatMap(([name, parts]) => {
    const sum = sumOf(parts)
    return sum === 0 ? [] : [`${name} sums to ${sum}`]
  })
}

/** Each payment, refund and dispute at the provider must be booked, and no posting may exist without one. */
function againstTruth({ truth, providerAccount }: Whose, postings: readonly Posting[]): string[] {
  const { payments, refunds, disputes } = truth
  const ours = new Set(payments.filter(({ metadata }) => metadata.remit_account).map(({ id }) => id))
  const isOurs = ({ payment }: { payment: string | null }) => payment !== null && ours.has(payment)
  const really = new Map<string, number>([
    ...payments
      .filter(({ id, status }) => ours.has(id) && status === 'succeeded')
      .map(({ id, amountReceived }) => [`payment stripe:${providerAccount}:${id}`, amountReceived] as const),
    ...refunds
      .filter((refund) => isOurs(refund) && refund.status === 'succeeded')
      .map(({ id, amount }) => [`refund ${id}`, -amount] as const),
    ...disputes.filter(isOurs).map(({ id, amount }) => [`dispute ${id}`, -amount] as const),
    ...disputes
      .filter((dispute) => isOurs(dispute) && dispute.status === 'won')
      .map(({ id, amount }) => [`dispute_won ${id}`, amount] as const),
  ])
  const booked = Map.groupBy(
    postings.filter(({ ledger_account }) => ledger_account === 'cash_provider'),
    ({ cause_kind, cause_id }) => `${corrected[cause_kind] ?? cause_kind} ${cause_id}`,
  )
  return [...new Set([...really.keys(), ...booked.keys()])].flatMap((cause) => {
    const amounts = booked.get(cause)?.map(({ amount_minor }) => amount_minor) ?? []
    const isRight = sumOf(booked.get(cause) ?? []) === (really.get(cause) ?? 0)
    return isRight ? [] : [`${cause}: the provider says ${really.get(cause) ?? 'nothing'}, the books [${amounts}]`]
  })
}

/** What corrects an earlier posting is counted with it: a cause itself posts once, by the database's unique index. */
const corrected: Readonly<Record<string, string>> = {
  refund_failed: 'refund',
  dispute_opened: 'dispute',
  dispute_changed: 'dispute',
}

type InvoiceRow = { id: string; status: string; amount_remaining_minor: number }

/** An open invoice's remaining amount must equal its receivable in the ledger; a closed one's receivable must be zero. */
async function againstRows(rows: Rows, { accountId }: Whose, postings: readonly Posting[]): Promise<string[]> {
  const invoices = await rows<InvoiceRow>(
    "SELECT id, status, amount_remaining_minor FROM invoices WHERE account_id = ? AND status <> 'draft'",
    accountId,
  )
  const receivable = Map.groupBy(
    postings.filter(({ ledger_account }) => ledger_account === 'receivable'),
    ({ invoice_id }) => invoice_id,
  )
  return invoices.flatMap(({ id, status, amount_remaining_minor }) => {
    const owed = status === 'open' ? amount_remaining_minor : 0
    const booked = sumOf(receivable.get(id) ?? [])
    return owed === booked ? [] : [`${id} (${status}) is owed ${owed}, the books say ${booked}`]
  })
}

/** A customer's balance in the API must equal their credit in the ledger. */
async function againstBalances(rows: Rows, { accountId }: Whose, postings: readonly Posting[]): Promise<string[]> {
  const credit = Map.groupBy(
    postings.filter(({ ledger_account }) => ledger_account === 'customer_credit'),
    ({ customer_id, currency }) => `${customer_id} in ${currency}`,
  )
  const customers = await rows<{ id: string; state: string }>(
    'SELECT id, state FROM customers WHERE account_id = ?',
    accountId,
  )
  const shown = new Map<string, number>(
    customers.flatMap(({ id, state }) =>
      Object.entries((JSON.parse(state) as { balances: Record<string, number> }).balances).map(
        ([currency, minor]) => [`${id} in ${currency}`, minor] as const,
      ),
    ),
  )
  return [...new Set([...credit.keys(), ...shown.keys()])].flatMap((whose) => {
    const booked = sumOf(credit.get(whose) ?? [])
    return booked === (shown.get(whose) ?? 0) ? [] : [`${whose}: shown ${shown.get(whose)}, booked ${booked}`]
  })
}

/** Each receipt must equal its payment on the invoice, and all receipts together the cash in the ledger. */
async function againstReceipts(rows: Rows, { accountId }: Whose, postings: readonly Posting[]): Promise<string[]> {
  const states = (table: string) =>
    rows<{ state: string }>(`SELECT state FROM ${table} WHERE account_id = ?`, accountId)
  const [invoices, receipts] = await Promise.all([states('invoices'), states('cash_receipts')])
  return receiptViolations(
    invoices.map(({ state }) => invoiceIn(state)),
    receipts.map(({ state }) => receiptIn(state)),
    (account, currency) =>
      sumOf(postings.filter((posting) => posting.ledger_account === account && posting.currency === currency)),
  )
}

const sumOf = (postings: readonly Posting[]): number =>
  postings.reduce((sum, { amount_minor }) => sum + amount_minor, 0)
