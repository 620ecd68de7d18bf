import { accountFor } from './access.ts'
import type { SandboxAccount } from './account.ts'
import type { SeenRequest } from './books.ts'
import type { Desk } from './desk.ts'
import { apiVersion } from './events.ts'
import { expanded } from './expand.ts'
import { type ApiFault, strikeCall } from './faults.ts'
import { type KeptAnswer, keyInUse, prune, replayFor } from './idempotency.ts'
import { read } from './params.ts'
import { Problem } from './problem.ts'
import { randomLetters } from './random.ts'
import { routeFor } from './routes.ts'
import { hang, strikeAfter, strikeBefore } from './spoil.ts'
import { canonical, type Form, parseForm } from './wire.ts'
import { deskFor, type World } from './world.ts'

type Call = {
  readonly method: string
  readonly path: string
  readonly body: string
  readonly query: string
  readonly key: string | null
  readonly version: string
  readonly requestId: string
  readonly account: SandboxAccount
}

type Answer = { readonly status: number; readonly body: string; readonly headers?: Record<string, string> }

const largestBody = 1_000_000
const seenCalls = 10_000

/** Answers one call of the API, with whatever fault is to strike it. Rejects with ConnectionLost where the answer is lost. */
export async function answerApi(world: World, request: Request): Promise<Response> {
  const requestId = `req_${randomLetters(world.snapshot.chance, 14)}`
  const account = accountFor(world.accounts, request.headers.get('authorization'))
  if (account instanceof Problem) return respond({ requestId, key: null, version: apiVersion }, refusal(account))
  const { pathname, search } = new URL(request.url)
  const call: Call = {
    method: request.method,
    path: pathname.replace(/\/$/, ''),
    body: await request.text(),
    query: search.slice(1),
    key: request.method === 'POST' ? request.headers.get('idempotency-key') : null,
    version: request.headers.get('stripe-version') ?? apiVersion,
    requestId,
    account,
  }
  const { faults, chance } = world.snapshot
  const fault = strikeCall(faults, { method: call.method, path: call.path, account: account.id }, chance)
  const seen = see(world, call)
  await strikeBefore(fault, request.signal)
  if (fault?.kind === 'slow') await hang(fault, request.signal, () => markRunning(world, call))
  const answer = preempt(world, call, fault) ?? handle(world, call, fault)
  if (seen) seen.status = answer.status
  return strikeAfter(fault, respond(call, answer), request.signal)
}

/** Faults that answer in the place of the endpoint. */
function preempt(world: World, call: Call, fault: ApiFault | null): Answer | null {
  if (fault?.kind === 'rate_limited' || isOverLimit(world, call)) return tooMany
  if (fault?.kind === 'conflict_409') return refusal(keyInUse(call.key ?? 'none'))
  if (fault?.kind === 'error_500_before') return broken('true')
  return null
}

function markRunning(world: World, { account, key }: Call): () => void {
  const running = runningFor(world, account.id)
  if (key === null || running.has(key)) return () => undefined
  running.add(key)
  return () => running.delete(key)
}

function runningFor({ running }: World, accountId: string): Set<string> {
  const keys = running.get(accountId) ?? new Set()
  running.set(accountId, keys)
  return keys
}

/** The answer as the caller gets it: what was kept for its key, or what the endpoint says now. */
function handle(world: World, call: Call, fault: ApiFault | null): Answer {
  const desk = deskFor(world, call.account.id, { requestId: call.requestId, idempotencyKey: call.key })
  try {
    checkVersion(call.version)
    const found = routeFor(call.method, call.path)
    if (!found) throw unrecognized(call)
    const form = { ...formOf(call.query), ...formOf(call.body) }
    const kept = call.key === null ? null : keptAnswer(world, desk, call, canonical(form))
    if (kept) return { status: kept.status, body: kept.body, headers: replayed(kept) }
    const answer = perform(desk, call, found, form)
    const said = fault?.kind === 'error_500_after' ? { ...broken('false'), isKept: true } : answer
    if (call.key !== null && said.isKept) keepAnswer(desk, call, canonical(form), said)
    return said
  } catch (error) {
    if (error instanceof Problem) return refusal(error)
    throw error
  }
}

function keptAnswer({ running }: World, desk: Desk, call: Call, params: string): KeptAnswer | null {
  const request = { method: call.method, path: call.path, params, key: call.key ?? '' }
  return replayFor(desk.books, running.get(call.account.id) ?? new Set(), request, desk.nowMs)
}

function keepAnswer(desk: Desk, call: Call, params: string, { status, body }: Answer): void {
  prune(desk.books, desk.nowMs)
  const { method, path, requestId, key } = call
  desk.books.answers[key ?? ''] = { method, path, params, at: desk.nowMs, requestId, status, body }
}

const replayed = ({ requestId }: KeptAnswer) => ({ 'idempotent-replayed': 'true', 'original-request': requestId })

type Performed = Answer & { readonly isKept: boolean }

function perform(desk: Desk, call: Call, found: NonNullable<ReturnType<typeof routeFor>>, form: Form): Performed {
  const { route, ids } = found
  try {
    const { expand = [], ...input } = read(form, { ...specFor(route.spec, call.version), expand: 'texts' }) as {
      expand?: string[]
    }
    const object = expanded(desk, route.handle(desk, input as never, ...ids), expand)
    return { status: 200, body: JSON.stringify(object, null, 2), isKept: true }
  } catch (error) {
    if (error instanceof Problem) return { ...refusal(error), isKept: error.isKept }
    console.error(error)
    return { ...broken('false'), isKept: true }
  }
}

/** From the version `endive` on, methods are allowed rather than listed, and the old parameter is unknown. */
const methodListEnds = '2026-09-30'

function specFor(spec: Readonly<Record<string, unknown>>, version: string): Record<string, never> {
  const { payment_method_types: _gone, ...rest } = spec
  const isCurrent = version.slice(0, 10) >= methodListEnds
  return (isCurrent ? rest : spec) as Record<string, never>
}

function checkVersion(version: string): void {
  if (!/^20\d{2}-\d{2}-\d{2}(\.\w+)?(; .*)?$/.test(version))
    throw new Problem(400, 'invalid_request_error', `Invalid Stripe API version: ${version}`, {}, false)
}

const unrecognized = ({ method, path }: Call) =>
  new Problem(
    404,
    'invalid_request_error',
    `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs.`,
    {},
    false,
  )

function formOf(encoded: string): Form {
  if (encoded.length > largestBody)
    throw new Problem(413, 'invalid_request_error', 'The request is too large.', {}, false)
  return parseForm(encoded)
}

/** Writes down that a call which may change something came in, with the key it carried. */
function see(world: World, { account, method, path, key, requestId }: Call): SeenRequest | null {
  const books = world.snapshot.books[account.id]
  if (method === 'GET' || !books) return null
  const seen: SeenRequest = { at: world.now(), method, path, key, requestId, status: null }
  books.seen.push(seen)
  if (books.seen.length > seenCalls) books.seen.shift()
  return seen
}

function isOverLimit({ snapshot, recentCalls, now }: World, { account }: Call): boolean {
  if (snapshot.callsPerSecond === null) return false
  const second = Math.floor(now() / 1000)
  const recent = recentCalls.get(account.id)
  const count = recent?.second === second ? recent.count + 1 : 1
  recentCalls.set(account.id, { second, count })
  return count > snapshot.callsPerSecond
}

const tooMany: Answer = {
  ...refusal(
    new Problem(
      429,
      'invalid_request_error',
      'Request rate limit exceeded. Learn more at https://stripe.com/docs/rate-limits.',
      {
        code: 'rate_limit',
      },
    ),
  ),
  headers: { 'retry-after': '1', 'stripe-rate-limited-reason': 'global-rate' },
}

function broken(shouldRetry: 'true' | 'false'): Answer {
  const problem = new Problem(500, 'api_error', 'Sorry! There was an error while talking to Stripe.')
  return { ...refusal(problem), headers: { 'stripe-should-retry': shouldRetry } }
}

function refusal(problem: Problem): Answer {
  return { status: problem.status, body: JSON.stringify({ error: problem.toError() }, null, 2) }
}

function respond(
  { requestId, key, version }: Pick<Call, 'requestId' | 'key' | 'version'>,
  { status, body, headers }: Answer,
): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': 'application/json',
      'request-id': requestId,
      'stripe-version': version,
      ...(key && { 'idempotency-key': key, 'original-request': requestId }),
      ...headers,
    },
  })
}
