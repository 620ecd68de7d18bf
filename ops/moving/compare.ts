import type { InStatement } from '@libsql/client/http'
import type { Copying } from './copy.ts'
import type { MovedTable } from './tables.ts'

/** The count and sums of the account's rows in each table, computed by the databases. */
const totals = ({ name, columns, integers, owner }: MovedTable, accountId: string): InStatement => {
  const lengths = columns.map((column) => `ifnull(sum(length(CAST("${column}" AS TEXT))), 0)`)
  const sums = integers.map((column) => `ifnull(sum("${column}" % 1000003), 0)`)
  return {
    sql: `SELECT count(*) AS "rows", ${[...lengths, ...sums].join(` || ' ' || `)} AS checksum FROM "${name}" WHERE "${owner}" = ?`,
    args: [accountId],
  }
}

const balances = (accountId: string): InStatement => ({
  sql: `SELECT ledger_account, currency, sum(amount_minor) AS minor FROM ledger_postings WHERE account_id = ?
    GROUP BY ledger_account, currency ORDER BY ledger_account, currency`,
  args: [accountId],
})

export type Compared = { readonly rows: Readonly<Record<string, number>>; readonly balances: number }

/** Compares both databases while writes are blocked. Throws a sentence if they differ; returns what was counted. */
export async function compare({ accountId, source, target }: Copying): Promise<Compared> {
  const queries = [...source.tables.map((table) => totals(table, accountId)), balances(accountId)]
  const [inSource, inTarget] = [await source.read(queries), await target.read(queries)]
  const rows: Record<string, number> = {}
  for (const [at, { name }] of source.tables.entries()) {
    const [one, other] = [inSource[at]!.rows[0]!, inTarget[at]!.rows[0]!]
    if (one.rows !== other.rows || one.checksum !== other.checksum)
      throw new Error(
        `The old database has ${one.rows} rows in ${name} (${one.checksum}), the new one ${other.rows} (${other.checksum}). The move stops here.`,
      )
    rows[name] = Number(one.rows)
  }
  const [one, other] = [inSource.at(-1)!.rows, inTarget.at(-1)!.rows]
  if (JSON.stringify(one) !== JSON.stringify(other))
    throw new Error('The balances of the ledger differ. The move stops here.')
  return { rows, balances: one.length }
}
