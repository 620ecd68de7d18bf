import { createClient, type InValue, type Row } from '@libsql/client/http'

/** Queries a database directly, past the product. */
export type Rows = <T>(sql: string, ...args: InValue[]) => Promise<T[]>

export function rowsAt(url: string): Rows {
  const client = createClient({ url, intMode: 'number' })
  const ask = async (sql: string, args: InValue[]) => (await client.execute({ sql, args })).rows
  return async <T>(sql: string, ...args: InValue[]) => {
    const found = await ask(sql, args).catch((error: { code?: string }) => {
      if (error.code === 'RESPONSE_TOO_LARGE')
        return inPieces((piece) => ask(`${sql} LIMIT ${mostRows} OFFSET ${piece * mostRows}`, args))
      throw error
    })
    return found as unknown as T[]
  }
}

const mostRows = 2000

/** The error of a result that is too large for one response of the server. */
async function inPieces(askFor: (piece: number) => Promise<Row[]>): Promise<Row[]> {
  const all: Row[] = []
  for (let piece = 0; ; piece++) {
    const rows = await askFor(piece)
    all.push(...rows)
    if (rows.length < mostRows) return all
  }
}

export type EventRow = { object_id: string; seq: number; type: string; data: string; at: number; actor: string }
