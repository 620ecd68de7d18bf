import type { Side } from './fence.ts'

const everyMs = 2000

/** Says now and then how many of an account's rows are copied, and how long the rest will take if it goes on like this. */
export async function progressOf(source: Side, accountId: string, say: (line: string) => void) {
  const counts = await source.read(
    source.tables.map(({ name, owner }) => ({
      sql: `SELECT count(*) AS "rows" FROM "${name}" WHERE "${owner}" = ?`,
      args: [accountId],
    })),
  )
  const total = counts.reduce((sum, { rows }) => sum + Number(rows[0]?.rows), 0)
  const began = performance.now()
  let [done, saidAt] = [0, began]
  return {
    total,
    /** Those that the account has rows in; what comes into the others is caught up with like any change. */
    tables: source.tables.filter((_, at) => Number(counts[at]!.rows[0]?.rows) > 0),
    add(rows: number) {
      done += rows
      const now = performance.now()
      if (now - saidAt < everyMs) return
      saidAt = now
      const leftS = Math.round((((now - began) / done) * Math.max(0, total - done)) / 1000)
      say(`  ${done} of ${total} rows, about ${leftS} s left`)
    },
  }
}
