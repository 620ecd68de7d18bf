import { serve } from '../../dev/serve.ts'
import type { SentStatement } from './tenant-check.ts'

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

/** A proxy in front of a database that records every statement with its values, in order. */
export async function startStatementRecorder(databaseUrl: string) {
  const statements: Required<SentStatement>[] = []
  const { url, stop } = await serve(async (request) => {
    const body = request.method === 'GET' ? undefined : await request.text()
    if (body) statements.push(...statementsIn(body))
    const { pathname, search } = new URL(request.url)
    const headers = { 'content-type': request.headers.get('content-type') ?? 'application/json' }
    const response = await fetch(`${databaseUrl}${pathname}${search}`, { method: request.method, headers, body })
    return new Response(await response.text(), {
      status: response.status,
      headers: { 'content-type': 'application/json' },
    })
  }, 0)
  return { url, results: statements, stop }
}

/** The statements of one pipeline request of the database's HTTP protocol. Throws for an unknown kind of request. */
export function statementsIn(body: string): Required<SentStatement>[] {
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
        throw new Error(`Unknown kind of database request: ${type}`)
    }
  })
}

function sentOf(
  { sql, sql_id, args = [], named_args = [] }: Statement,
  texts: ReadonlyMap<number, string>,
): Required<SentStatement> {
  const text = sql ?? texts.get(sql_id ?? -1)
  if (text === undefined || named_args.length > 0)
    throw new Error('A statement without text or with named arguments is not supported.')
  return { sql: text, values: args.map(({ value, base64 }) => value ?? base64 ?? null) }
}
