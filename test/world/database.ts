import { createClient, type InValue, type Row } from '@libsql/client/http'

/** Queries a database directly, past the product. */
export type Rows = <T>(sql: string, ...args: InValue[]) => Promise<T[]>

export function rowsAt(url: string): Rows {
  const client = createClient({ url, intMode: 'number' })
  let last: Promise<unknown> = Promise.resolve()
  // One at a time: the server refuses a request that waits for a second, and reading a long history takes longer.
  const ask = (sql: string, args: InValue[]): Promise<Row[]> => {
    const answer = last.then(async () => (await client.execute({ sql, args })).rows)
    last = answer.catch(() => undefined)
    return answer
  }
  return async <T>(sql: string, ...args: InValue[]) => {
    const found = await ask(sql, args).catch((error: { code?: string }) => {
      if (error.code === 'RESPONSE_TOO_LARGE')
        return inPages((piece) => ask(`${sql} LIMIT ${mostRows} OFFSET ${piece * mostRows}`, args))
      throw error
    })
    return found as unknown as T[]
  }
}

const mostRows = 2000

/** Reads rows in pages, as a response of the server has a size limit. */
async function inPages(readPage: (page: number) => Promise<Row[]>): Promise<Row[]> {
  const all: Row[] = []
  for (let page = 0; ; page++) {
    const rows = await readPage(page)
    all.push(...rows)
    if (rows.length < mostRows) return all
  }
}

export type EventRow = { object_id: string; seq: number; type: string; data: string; at: number; actor: string }
