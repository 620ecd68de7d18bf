import { invalid } from './problem.ts'
import { nextRandom, type RandomState, randomLetters } from './random.ts'

/** The faults of an API call. `after`: the call took effect and only its response is lost. */
export const apiFaultKinds = [
  'refuse',
  'reset_before',
  'reset_after',
  'timeout_before',
  'timeout_after',
  'error_500_before',
  'error_500_after',
  'rate_limited',
  'cut_body',
  'garbage',
  'conflict_409',
  'slow',
] as const

/** The faults of a webhook delivery. */
export const webhookFaultKinds = ['delay', 'double', 'reorder', 'drop'] as const

export type ApiFaultKind = (typeof apiFaultKinds)[number]
export type WebhookFaultKind = (typeof webhookFaultKinds)[number]

type Odds = {
  readonly id: string
  /** How often it is still injected; null is without limit. */
  times: number | null
  /** From 0 to 1; drawn from the seed each time. */
  readonly probability: number
  /** The account that it applies to; null is every account. */
  readonly account: string | null
}

export type ApiFault = Odds & {
  readonly kind: ApiFaultKind
  /** `path` is a prefix, or a whole path in which `*` stands for anything. */
  readonly match: { readonly method: string | null; readonly path: string | null }
  /** How long a call hangs before it fails or is answered, in real milliseconds. */
  readonly hangMs: number
}

export type WebhookFault = Odds & {
  readonly kind: WebhookFaultKind
  /** The event types that it applies to; null is every type. */
  readonly events: readonly string[] | null
  /** By how much a webhook is delayed, by the clock. */
  readonly delayMs: number
}

export type Fault = ApiFault | WebhookFault

export type FaultRequest = {
  id?: string
  kind: ApiFaultKind | WebhookFaultKind
  match?: { method?: string; path?: string }
  events?: string[]
  times?: number
  probability?: number
  hangMs?: number
  delayMs?: number
  account?: string
}

const defaultHangMs: Readonly<Partial<Record<ApiFaultKind, number>>> = {
  timeout_before: 80_000,
  timeout_after: 80_000,
  slow: 1_000,
}

/** Validates a fault from a request. Throws a Problem for one that could never be injected. */
export function faultFrom(request: FaultRequest, random: RandomState): Fault {
  const { kind, times = null, probability = 1, account = null, id = `fault_${randomLetters(random, 8)}` } = request
  if (times !== null && (!Number.isSafeInteger(times) || times < 1)) throw invalid('`times` must be 1 or more.')
  if (!(probability > 0 && probability <= 1)) throw invalid('`probability` must be more than 0 and at most 1.')
  const odds: Odds = { id, times, probability, account }
  if (isWebhookKind(kind)) return { ...odds, kind, events: request.events ?? null, delayMs: request.delayMs ?? 60_000 }
  if (!(apiFaultKinds as readonly string[]).includes(kind))
    throw invalid(`\`kind\` must be one of ${[...apiFaultKinds, ...webhookFaultKinds].join(', ')}.`)
  const { method = null, path = null } = request.match ?? {}
  const hangMs = request.hangMs ?? defaultHangMs[kind] ?? 0
  return { ...odds, kind, match: { method: method?.toUpperCase() ?? null, path }, hangMs }
}

const isWebhookKind = (kind: string): kind is WebhookFaultKind =>
  (webhookFaultKinds as readonly string[]).includes(kind)

const isForWebhooks = (fault: Fault): fault is WebhookFault => isWebhookKind(fault.kind)

/** The fault to inject into a call, null for none; its remaining count goes down by one. */
export function faultForCall(
  faults: Fault[],
  call: { method: string; path: string; account: string },
  random: RandomState,
): ApiFault | null {
  return drawFault(
    faults,
    (fault): fault is ApiFault =>
      !isForWebhooks(fault) &&
      isFor(fault, call.account) &&
      (fault.match.method === null || fault.match.method === call.method) &&
      (fault.match.path === null || matchesPath(fault.match.path, call.path)),
    random,
  )
}

/** The fault to inject into a webhook delivery, null for none. */
export function faultForWebhook(
  faults: Fault[],
  message: { type: string; account: string },
  random: RandomState,
): WebhookFault | null {
  return drawFault(
    faults,
    (fault): fault is WebhookFault =>
      isForWebhooks(fault) &&
      isFor(fault, message.account) &&
      (fault.events === null || fault.events.some((event) => matchesPath(event, message.type))),
    random,
  )
}

function drawFault<F extends Fault>(
  faults: Fault[],
  fits: (fault: Fault) => fault is F,
  random: RandomState,
): F | null {
  for (const fault of faults) {
    if (!fits(fault)) continue
    if (fault.probability < 1 && nextRandom(random) >= fault.probability) continue
    if (fault.times !== null) fault.times -= 1
    if (fault.times === 0) faults.splice(faults.indexOf(fault), 1)
    return fault
  }
  return null
}

const isFor = (fault: Fault, account: string) => fault.account === null || fault.account === account

function matchesPath(pattern: string, path: string): boolean {
  if (!pattern.includes('*')) return path.startsWith(pattern)
  const literal = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${literal.join('.*')}$`).test(path)
}

/** A lost connection, as `fetch` rejects with it (the system's code is in `cause`); over HTTP it closes the socket. */
export class ConnectionLost extends TypeError {
  constructor(code: 'ECONNREFUSED' | 'ECONNRESET' | 'ETIMEDOUT') {
    super('fetch failed', { cause: Object.assign(new Error(code), { code }) })
  }
}
