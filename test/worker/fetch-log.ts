import { createClient } from '@libsql/client/http'
import { inject } from 'vitest'
import { bindings, environment } from './environment.ts'

const { DATABASE_URL, SANDBOX_URL } = bindings
const databaseUrls = [DATABASE_URL, environment.second]
/** Where the merchants' rows are. */
const dataUrl = inject('isMoved') ? environment.second : DATABASE_URL
export const isToDatabase = (url: string): boolean => databaseUrls.some((database) => url.startsWith(database))

/** One call of the Worker: its statements where it went to the database, its method and path otherwise. */
export type Call = {
  readonly to: 'database' | 'provider' | 'elsewhere'
  readonly statements: readonly string[]
  readonly request: string
  readonly key: string | null
  readonly body: string
}

type Interceptor = (call: Call, go: () => Promise<Response>) => Promise<Response>

/** The platform's fetch, for requests of the test itself, which are not logged. */
export const realFetch = globalThis.fetch

/** Every call since the file began or the test last emptied it. */
export const sent: Call[] = []
export const everyStatement = new Set<string>()

let interceptor: Interceptor | null = null

/** Intercepts every call of the Worker while `work` runs: may count it, fail it, or lose its response. */
export async function intercepting<T>(interpose: Interceptor, work: () => Promise<T>): Promise<T> {
  interceptor = interpose
  try {
    return await work()
  } finally {
    interceptor = null
  }
}

globalThis.fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
  const request = new Request(input as RequestInfo, init)
  const call = await callOf(request)
  sent.push(call)
  for (const statement of call.statements) everyStatement.add(statement)
  const go = () => realFetch(request)
  return interceptor ? interceptor(call, go) : go()
}

async function callOf(request: Request): Promise<Call> {
  const { url, method, headers } = request
  const to = isToDatabase(url) ? 'database' : url.startsWith(SANDBOX_URL) ? 'provider' : 'elsewhere'
  const body = method === 'GET' ? '' : new TextDecoder().decode(await request.clone().arrayBuffer())
  const statements = to === 'database' ? statementsIn(body) : []
  return { body, to, statements, request: `${method} ${new URL(url).pathname}`, key: headers.get('idempotency-key') }
}

/** Every SQL text in a pipeline of the database's HTTP protocol, without a batch's BEGIN and COMMIT. */
function statementsIn(body: string): string[] {
  const found: string[] = []
  const collect = (name: string, value: unknown) => {
    if (name === 'sql' && typeof value === 'string') found.push(value)
    return value
  }
  if (body) JSON.parse(body, collect)
  return found.filter((text) => !/^(BEGIN|COMMIT|ROLLBACK)/i.test(text))
}

export const isWrite = ({ to, statements }: Call) =>
  to === 'database' && statements.some((text) => /^\s*(insert|update|delete)/i.test(text))

/** Whether a call is a POST to the provider's API; the sandbox's clock does not count. */
export const isProviderPost = ({ to, request }: Call) => to === 'provider' && request.startsWith('POST /v1/')

const client = createClient({ url: dataUrl, intMode: 'number', fetch: realFetch })

// biome-ignore lint/suspicious/noExplicitAny: the test states the columns that it expects
export type Row = Record<string, any>

/** Queries the database past the Worker. */
export async function rows(sql: string, ...args: (string | number | null)[]): Promise<Row[]> {
  return (await client.execute({ sql, args })).rows as unknown as Row[]
}

/** Writes past the Worker, as an intruder or a mistake would. */
export const write = (statements: { sql: string; args: (string | number | null)[] }[]) =>
  client.batch(statements, 'write')
