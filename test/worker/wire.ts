import { env } from 'cloudflare:workers'
import { createClient } from '@libsql/client/http'
import { inject } from 'vitest'

const { DATABASE_URL, SANDBOX_URL } = env as unknown as { DATABASE_URL: string; SANDBOX_URL: string }
const databaseUrls = [DATABASE_URL, inject('second')]
/** Where the merchants' rows are. */
const dataUrl = inject('isMoved') ? inject('second') : DATABASE_URL
export const isToDatabase = (url: string): boolean => databaseUrls.some((database) => url.startsWith(database))

/** One call that the Worker made: to its database with the statements, or to the provider with method and path. */
export type Call = {
  readonly to: 'database' | 'provider' | 'elsewhere'
  readonly statements: readonly string[]
  readonly request: string
  readonly key: string | null
  readonly body: string
}

type Meddler = (call: Call, go: () => Promise<Response>) => Promise<Response>

/** The platform's own fetch: what a story itself asks with is not counted. */
export const really = globalThis.fetch

/** Everything sent since the file began, and since the story last emptied it. */
export const sent: Call[] = []
export const everyStatement = new Set<string>()

let meddler: Meddler | null = null

/** Stands between the Worker and the world for as long as `work` runs: may count, fail a call, or lose its answer. */
export async function meddling<T>(interpose: Meddler, work: () => Promise<T>): Promise<T> {
  meddler = interpose
  try {
    return await work()
  } finally {
    meddler = null
  }
}

globalThis.fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
  const request = new Request(input as RequestInfo, init)
  const call = await callOf(request)
  sent.push(call)
  for (const statement of call.statements) everyStatement.add(statement)
  const go = () => really(request)
  return meddler ? meddler(call, go) : go()
}

async function callOf(request: Request): Promise<Call> {
  const { url, method, headers } = request
  const to = isToDatabase(url) ? 'database' : url.startsWith(SANDBOX_URL) ? 'provider' : 'elsewhere'
  const body = method === 'GET' ? '' : new TextDecoder().decode(await request.clone().arrayBuffer())
  const statements = to === 'database' ? statementsIn(body) : []
  return { body, to, statements, request: `${method} ${new URL(url).pathname}`, key: headers.get('idempotency-key') }
}

/** Every SQL text in a pipeline of the database's HTTP protocol; the brackets of a batch are not ours. */
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

/** Only the provider's API; the clock that the local world reads is none of it. */
export const isProviderPost = ({ to, request }: Call) => to === 'provider' && request.startsWith('POST /v1/')

const client = createClient({ url: dataUrl, intMode: 'number', fetch: really })

// biome-ignore lint/suspicious/noExplicitAny: a row is what the story expects of it
export type Row = Record<string, any>

/** Asks the database past the Worker. */
export async function rows(sql: string, ...args: (string | number | null)[]): Promise<Row[]> {
  return (await client.execute({ sql, args })).rows as unknown as Row[]
}

/** Writes past the Worker, as an intruder or a mistake would. */
export const write = (statements: { sql: string; args: (string | number | null)[] }[]) =>
  client.batch(statements, 'write')
