import type { Side } from './fence.ts'

const everyMs = 2000

/** Reports from time to time how many of an account's rows are copied, and the estimated remaining time. */
export async function progressOf(source: Side, accountId: string, report: (line: string) => void) {
  const counts = await source.read(
    source.tables.map(({ name, owner }) => ({
      sql: `SELECT count(*) AS "rows" FROM "${name}" WHERE "${owner}" = ?`,
      args: [accountId],
    })),
  )
  const total = counts.reduce((sum, { rows }) => sum + Number(rows[0]?.rows), 0)
  const began = performance.now()
  let [done, reportedAt] = [0, began]
  return {
    total,
    /** The tables in which the account has rows; rows in others are copied as changes. */
    tables: source.tables.filter((_, at) => Number(counts[at]!.rows[0]?.rows) > 0),
    add(rows: number) {
      done += rows
      const now = performance.now()
      if (now - reportedAt < everyMs) return
      reportedAt = now
      const leftS = Math.round((((now - began) / done) * Math.max(0, total - done)) / 1000)
      report(`  ${done} of ${total} rows, about ${leftS} s left`)
    },
  }
}
