import { harborPine, kranwerk, type Merchant } from './merchant.ts'
import { truthOf } from './provider.ts'
import { rebuildWrongs } from './rebuild.ts'
import { rows } from './records.ts'

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

const postingsOf = ({ accountId }: Merchant) =>
  rows<Posting>(
    `SELECT p.transaction_id, t.cause_kind, t.cause_id, t.invoice_id, t.customer_id, p.ledger_account, p.currency, p.amount_minor
     FROM ledger_postings p JOIN ledger_transactions t ON t.account_id = p.account_id AND t.id = p.transaction_id
     WHERE p.account_id = ?`,
    accountId,
  )

/** Everything in which the books contradict themselves, their history or the provider's truth; nothing where they are right. */
export async function wrongsInBooks(): Promise<string[]> {
  const found = await Promise.all([kranwerk, harborPine].flatMap((merchant) => [ledgerWrongs(merchant)]))
  return [...found.flat(), ...(await rebuildWrongs())]
}

async function ledgerWrongs(merchant: Merchant): Promise<string[]> {
  const postings = await postingsOf(merchant)
  return [
    ...unbalanced(postings),
    ...(await againstTruth(merchant, postings)),
    ...(await againstRows(merchant, postings)),
    ...(await againstBalances(merchant, postings)),
  ]
}

function unbalanced(postings: readonly Posting[]): string[] {
  const transactions = Map.groupBy(postings, ({ transaction_id, currency }) => `${transaction_id} in ${currency}`)
  return [...transactions].flatMap(([name, parts]) => {
    const sum = sumOf(parts)
    return sum === 0 ? [] : [`${name} sums to ${sum}`]
  })
}

/** Money at the provider, by what moved it: each payment, refund and dispute there has one posting here, and none is invented. */
async function againstTruth(merchant: Merchant, postings: readonly Posting[]): Promise<string[]> {
  const { payments, refunds, disputes } = await truthOf(merchant)
  const ours = new Set(payments.filter(({ metadata }) => metadata.remit_account).map(({ id }) => id))
  const isOurs = ({ payment }: { payment: string | null }) => payment !== null && ours.has(payment)
  const really = new Map<string, number>([
    ...payments
      .filter(({ id, status }) => ours.has(id) && status === 'succeeded')
      .map(({ id, amountReceived }) => [`payment stripe:${merchant.providerAccount}:${id}`, amountReceived] as const),
    ...refunds
      .filter((refund) => isOurs(refund) && refund.status === 'succeeded')
      .map(({ id, amount }) => [`refund ${id}`, -amount] as const),
    ...disputes.filter(isOurs).map(({ id, amount }) => [`dispute_opened ${id}`, -amount] as const),
    ...disputes
      .filter((dispute) => isOurs(dispute) && dispute.status === 'won')
      .map(({ id, amount }) => [`dispute_won ${id}`, amount] as const),
  ])
  const booked = Map.groupBy(
    postings.filter(({ ledger_account }) => ledger_account === 'cash_provider'),
    ({ cause_kind, cause_id }) => `${cause_kind} ${cause_id}`,
  )
  return [...new Set([...really.keys(), ...booked.keys()])].flatMap((cause) => {
    const amounts = booked.get(cause)?.map(({ amount_minor }) => amount_minor) ?? []
    const isRight = amounts.length === 1 && amounts[0] === really.get(cause)
    return isRight ? [] : [`${cause}: the provider says ${really.get(cause) ?? 'nothing'}, the books [${amounts}]`]
  })
}

type InvoiceRow = { id: string; status: string; amount_remaining_minor: number }

/** What an open invoice is still owed is what the ledger calls receivable of it; a settled one is owed nothing. */
async function againstRows({ accountId }: Merchant, postings: readonly Posting[]): Promise<string[]> {
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

/** A customer's credit, as the API shows it, is what the ledger owes them. */
async function againstBalances({ accountId }: Merchant, postings: readonly Posting[]): Promise<string[]> {
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

const sumOf = (postings: readonly Posting[]): number =>
  postings.reduce((sum, { amount_minor }) => sum + amount_minor, 0)

export type ReviewItem = { kind: string; subject: string; invoice_id: string | null }

/** What a person was asked to look at since an instant of the world (ms since 1970), save about invoices that are older. */
export const askedSince = (instant: number): Promise<ReviewItem[]> =>
  rows<ReviewItem>(
    `SELECT r.kind, r.subject, r.invoice_id FROM review_items r LEFT JOIN invoices i ON i.id = r.invoice_id
     WHERE r.created_at >= ?1 AND (i.id IS NULL OR i.created_at >= ?1) ORDER BY r.id`,
    instant,
  )
