import { serve } from '../../dev/serve.ts'
import type { Sent } from './trespass.ts'

type Value = { readonly type: string; readonly value?: unknown; readonly base64?: string }
type Statement = {
  readonly sql?: string
  readonly sql_id?: number
  readonly args?: readonly Value[]
  readonly named_args?: readonly unknown[]
}
type Request = {
  readonly type: string
  readonly sql?: string
  readonly sql_id?: number
  readonly stmt?: Statement
  readonly batch?: { readonly steps: readonly { readonly stmt: Statement }[] }
}

/** Stands before a database and writes down every statement with its values, in the order they come. */
export async function tap(databaseUrl: string) {
  const heard: Required<Sent>[] = []
  const { url, stop } = await serve(async (request) => {
    const body = request.method === 'GET' ? undefined : await request.text()
    if (body) heard.push(...statementsIn(body))
    const { pathname, search } = new URL(request.url)
    const headers = { 'content-type': request.headers.get('content-type') ?? 'application/json' }
    const answer = await fetch(`${databaseUrl}${pathname}${search}`, { method: request.method, headers, body })
    return new Response(await answer.text(), { status: answer.status, headers: { 'content-type': 'application/json' } })
  }, 0)
  return { url, heard, stop }
}

/** The statements of one pipeline of the database's HTTP protocol. Throws for a form of it that nobody has sent so far. */
export function statementsIn(body: string): Required<Sent>[] {
  const { requests } = JSON.parse(body) as { requests: readonly Request[] }
  const texts = new Map<number, string>()
  return requests.flatMap(({ type, sql, sql_id, stmt, batch }) => {
    switch (type) {
      case 'store_sql':
        texts.set(sql_id!, sql!)
        return []
      case 'execute':
        return [sentOf(stmt!, texts)]
      case 'batch':
        return batch!.steps.map((step) => sentOf(step.stmt, texts))
      case 'close':
      case 'close_sql':
      case 'get_autocommit':
        return []
      default:
        throw new Error(`The database was asked something that nobody reads: ${type}`)
    }
  })
}

function sentOf(
  { sql, sql_id, args = [], named_args = [] }: Statement,
  texts: ReadonlyMap<number, string>,
): Required<Sent> {
  const text = sql ?? texts.get(sql_id ?? -1)
  if (text === undefined || named_args.length > 0) throw new Error('A statement was sent in a way that nobody reads.')
  return { sql: text, values: args.map(({ value, base64 }) => value ?? base64 ?? null) }
}
