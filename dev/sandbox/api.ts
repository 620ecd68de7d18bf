import type { SandboxAccount } from './account.ts'
import type { RecordedRequest, StoredResponse } from './account-data.ts'
import { accountFor } from './authenticate.ts'
import type { Context } from './context.ts'
import { apiVersion } from './events.ts'
import { expanded } from './expand.ts'
import { type ApiFault, faultForCall } from './faults.ts'
import { canonical, type Form, parseForm } from './form-encoding.ts'
import { keyInUse, prune, storedResponseFor } from './idempotency.ts'
import { hang, injectAfter, injectBefore } from './inject-fault.ts'
import { read } from './params.ts'
import { Problem } from './problem.ts'
import { randomLetters } from './random.ts'
import { routeFor } from './routes.ts'
import { contextFor, type SandboxState } from './state.ts'

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
const mostRecorded = 10_000

/** Handles an API call, with the fault that applies to it. Rejects with ConnectionLost where the response is lost. */
export async function handleApi(state: SandboxState, request: Request): Promise<Response> {
  const requestId = `req_${randomLetters(state.snapshot.random, 14)}`
  const account = accountFor(state.accounts, request.headers.get('authorization'))
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
  const { faults, random } = state.snapshot
  const fault = faultForCall(faults, { method: call.method, path: call.path, account: account.id }, random)
  const seen = recordRequest(state, call)
  await injectBefore(fault, request.signal)
  if (fault?.kind === 'slow') await hang(fault, request.signal, () => markRunning(state, call))
  const answer = replacedByFault(state, call, fault) ?? handle(state, call, fault)
  if (seen) seen.status = answer.status
  return injectAfter(fault, respond(call, answer), request.signal)
}

/** The response of a fault that replaces the endpoint; null for none. */
function replacedByFault(state: SandboxState, call: Call, fault: ApiFault | null): Answer | null {
  if (fault?.kind === 'rate_limited' || isOverLimit(state, call)) return tooMany
  if (fault?.kind === 'conflict_409') return refusal(keyInUse(call.key ?? 'none'))
  if (fault?.kind === 'error_500_before') return internalError('true')
  return null
}

function markRunning(state: SandboxState, { account, key }: Call): () => void {
  const running = runningFor(state, account.id)
  if (key === null || running.has(key)) return () => undefined
  running.add(key)
  return () => running.delete(key)
}

function runningFor({ running }: SandboxState, accountId: string): Set<string> {
  const keys = running.get(accountId) ?? new Set()
  running.set(accountId, keys)
  return keys
}

/** The response stored for the call's idempotency key, or else the endpoint's. */
function handle(state: SandboxState, call: Call, fault: ApiFault | null): Answer {
  const context = contextFor(state, call.account.id, { requestId: call.requestId, idempotencyKey: call.key })
  try {
    checkVersion(call.version)
    const found = routeFor(call.method, call.path)
    if (!found) throw unrecognized(call)
    const form = { ...formOf(call.query), ...formOf(call.body) }
    const kept = call.key === null ? null : storedResponse(state, context, call, canonical(form))
    if (kept) return { status: kept.status, body: kept.body, headers: replayed(kept) }
    const answer = perform(context, call, found, form)
    const response = fault?.kind === 'error_500_after' ? { ...internalError('false'), isKept: true } : answer
    if (call.key !== null && response.isKept) storeResponse(context, call, canonical(form), response)
    return response
  } catch (error) {
    if (error instanceof Problem) return refusal(error)
    throw error
  }
}

function storedResponse(
  { running }: SandboxState,
  context: Context,
  call: Call,
  params: string,
): StoredResponse | null {
  const request = { method: call.method, path: call.path, params, key: call.key ?? '' }
  return storedResponseFor(context.data, running.get(call.account.id) ?? new Set(), request, context.nowMs)
}

function storeResponse(context: Context, call: Call, params: string, { status, body }: Answer): void {
  prune(context.data, context.nowMs)
  const { method, path, requestId, key } = call
  context.data.responses[key ?? ''] = { method, path, params, at: context.nowMs, requestId, status, body }
}

const replayed = ({ requestId }: StoredResponse) => ({ 'idempotent-replayed': 'true', 'original-request': requestId })

type Performed = Answer & { readonly isKept: boolean }

function perform(context: Context, call: Call, found: NonNullable<ReturnType<typeof routeFor>>, form: Form): Performed {
  const { route, ids } = found
  try {
    const { expand = [], ...input } = read(form, { ...specFor(route.spec, call.version), expand: 'texts' }) as {
      expand?: string[]
    }
    const object = expanded(context, route.handle(context, input as never, ...ids), expand)
    return { status: 200, body: JSON.stringify(object, null, 2), isKept: true }
  } catch (error) {
    if (error instanceof Problem) return { ...refusal(error), isKept: error.isKept }
    console.error(error)
    return { ...internalError('false'), isKept: true }
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

/** Records a call that may change something, with its idempotency key. */
function recordRequest(state: SandboxState, { account, method, path, key, requestId }: Call): RecordedRequest | null {
  const data = state.snapshot.accountData[account.id]
  if (method === 'GET' || !data) return null
  const seen: RecordedRequest = { at: state.now(), method, path, key, requestId, status: null }
  data.requests.push(seen)
  if (data.requests.length > mostRecorded) data.requests.shift()
  return seen
}

function isOverLimit({ snapshot, recentCalls, now }: SandboxState, { account }: Call): boolean {
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

function internalError(shouldRetry: 'true' | 'false'): Answer {
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
