import type { Client } from '@libsql/client/http'

/** Rows per transaction: it must take less than the server's lock timeout of five seconds. */
const usualChunk = 4000

/** The id of the i-th copy of an object: its last seven characters are a number. */
export const copyId = (id: string, i: number): string => `${id.slice(0, -7)}${String(i).padStart(7, '0')}`

/** In SQL: the id in a column, as the n.i-th copy has it. */
const copied = (column: string) => `substr(${column}, 1, length(${column}) - 7) || printf('%07d', n.i)`

type Original = { readonly accountId: string; readonly invoiceId: string; readonly customerId: string }

/** Replaces the original's ids and account by those of the copy. */
const renamed = (column: string) =>
  `replace(replace(${column}, :invoice, ${copied(':invoice')}), :customer, ${copied(':customer')})`

const number = "'F-' || printf('%07d', n.i)"

/**
 * The statements that copy the rows of an issued invoice, one per table; `n.i` is the number of the copy. Copies have
 * custom numbers, since those of a series are unique.
 */
const tables = [
  `customers (account_id, id, version, created_at, email, state)
   SELECT account_id, ${copied('id')}, version, created_at, email, ${renamed('state')}
   FROM n, customers WHERE account_id = :account AND id = :customer`,
  `invoices (account_id, id, version, created_at, customer_id, status, collection_method, currency, total_minor,
     amount_remaining_minor, due_at, number, state)
   SELECT account_id, ${copied('id')}, version, created_at + n.i, ${copied('customer_id')}, status, collection_method,
     currency, total_minor, amount_remaining_minor, due_at, ${number},
     json_set(${renamed('state')}, '$.number', ${number}, '$.series', null, '$.sequence', null)
   FROM n, invoices WHERE account_id = :account AND id = :invoice`,
  `document_numbers (account_id, kind, document_id, number)
   SELECT account_id, kind, ${copied('document_id')}, ${number}
   FROM n, document_numbers WHERE account_id = :account AND document_id = :invoice`,
  `links (account_id, id, invoice_id, recipient, created_at, expires_at)
   SELECT account_id, ${copied('id')}, ${copied('invoice_id')}, recipient, created_at, expires_at
   FROM n, links WHERE account_id = :account AND invoice_id = :invoice`,
  `events (account_id, id, object_kind, object_id, seq, type, data, at, actor, request_id)
   SELECT account_id, ${copied('id')}, object_kind, ${copied('object_id')}, seq, type, ${renamed('data')}, at, actor,
     request_id
   FROM n, events WHERE account_id = :account AND object_id = :invoice`,
  `timers (account_id, subject_id, kind, due_at, visible_at)
   SELECT account_id, ${copied('subject_id')}, kind, due_at, visible_at
   FROM n, timers WHERE account_id = :account AND subject_id = :invoice`,
  `ledger_postings (account_id, transaction_id, position, ledger_account, currency, amount_minor)
   SELECT p.account_id, ${copied('transaction_id')}, position, ledger_account, p.currency, amount_minor
   FROM n, ledger_transactions t JOIN ledger_postings p ON p.account_id = t.account_id AND p.transaction_id = t.id
   WHERE t.account_id = :account AND t.invoice_id = :invoice`,
  `ledger_transactions (account_id, id, currency, cause_kind, cause_id, invoice_id, customer_id, day, at)
   SELECT account_id, ${copied('id')}, currency, cause_kind, ${renamed('cause_id')}, ${copied('invoice_id')},
     ${copied('customer_id')}, day, at
   FROM n, ledger_transactions WHERE account_id = :account AND invoice_id = :invoice`,
]

/** Fills the database with copies of one invoice and its related rows, numbered from 1. */
export async function copyInvoice(client: Client, { accountId, invoiceId, customerId }: Original, count: number) {
  const args = { account: accountId, invoice: invoiceId, customer: customerId }
  await inChunks(client, count, tables, args)
}

/** The statement that copies a draft; `moved` replaces its account. */
export const draftCopies = (moved = (column: string) => column): string => `
  invoices (account_id, id, version, created_at, customer_id, status, collection_method, currency, total_minor,
    amount_remaining_minor, state)
  SELECT ${moved('account_id')}, ${copied('id')}, version, created_at + n.i, customer_id, status, collection_method, currency,
    total_minor, amount_remaining_minor, replace(${moved('state')}, :invoice, ${copied(':invoice')})
  FROM n, invoices WHERE account_id = :account AND id = :invoice`

/** Runs `INSERT INTO` statements over the numbers 1 to `count`, a chunk at a time. */
export async function inChunks(
  client: Client,
  count: number,
  inserts: readonly string[],
  args: Readonly<Record<string, string | number>>,
  chunk = usualChunk,
): Promise<void> {
  for (let from = 1; from <= count; from += chunk) {
    const to = Math.min(count, from + chunk - 1)
    const n = `WITH RECURSIVE n(i) AS (VALUES (${from}) UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`
    await client.batch(
      inserts.map((insert) => {
        const sql = `${n} INSERT INTO ${insert}`
        return { sql, args: Object.fromEntries(Object.entries(args).filter(([name]) => sql.includes(`:${name}`))) }
      }),
      'write',
    )
  }
}
