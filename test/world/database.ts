import { createClient, type InValue, type Row } from '@libsql/client/http'

/** Queries a database directly, past the product. */
export type Rows = <T>(sql: string, ...args: InValue[]) => Promise<T[]>

export function rowsAt(url: string): Rows {
  const client = createClient({ url, intMode: 'number' })
  const ask = async (sql: string, args: InValue[]) => (await client.execute({ sql, args })).rows
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
