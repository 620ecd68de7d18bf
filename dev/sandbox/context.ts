import type { SandboxAccount } from './account.ts'
import { isLive } from './account.ts'
import type { AccountData, ObjectName, Objects } from './account-data.ts'
import type { Fault } from './faults.ts'
import { noSuch } from './problem.ts'
import { type RandomState, randomDigits, randomLetters } from './random.ts'

/** The request that caused an operation; both null where none did, as when a debit settles. */
export type Origin = { readonly requestId: string | null; readonly idempotencyKey: string | null }

/** What every operation works with: one account's data, the time, and a source of ids. */
export type Context = {
  readonly account: SandboxAccount
  readonly data: AccountData
  readonly livemode: boolean
  readonly nowMs: number
  /** Seconds since the epoch, as the API writes time. */
  readonly now: number
  readonly origin: Origin
  readonly publicUrl: string
  readonly faults: Fault[]
  readonly random: RandomState
}

export type ContextParts = Omit<Context, 'livemode' | 'now'>

export const createContext = (parts: ContextParts): Context => ({
  ...parts,
  livemode: isLive(parts.account),
  now: Math.floor(parts.nowMs / 1000),
})

export const makeId = ({ random }: Context, prefix: string, length = 24): string =>
  `${prefix}_${randomLetters(random, length)}`
export const makeDigits = ({ random }: Context, length: number): string => randomDigits(random, length)

/** How error messages name each object, the parameter of its id, and its path. */
const errorNames: Readonly<
  Record<ObjectName, { readonly name: string; readonly param: string; readonly plural: string }>
> = {
  customer: { name: 'customer', param: 'id', plural: 'customers' },
  payment_method: { name: 'PaymentMethod', param: 'payment_method', plural: 'payment_methods' },
  payment_intent: { name: 'payment_intent', param: 'intent', plural: 'payment_intents' },
  setup_intent: { name: 'setupintent', param: 'intent', plural: 'setup_intents' },
  'checkout.session': { name: 'checkout.session', param: 'session', plural: 'checkout/sessions' },
  charge: { name: 'charge', param: 'id', plural: 'charges' },
  refund: { name: 'refund', param: 'id', plural: 'refunds' },
  dispute: { name: 'dispute', param: 'id', plural: 'disputes' },
  balance_transaction: { name: 'balance transaction', param: 'id', plural: 'balance_transactions' },
  mandate: { name: 'mandate', param: 'mandate', plural: 'mandates' },
  event: { name: 'event', param: 'id', plural: 'events' },
  customer_cash_balance_transaction: {
    name: 'customer cash balance transaction',
    param: 'transaction',
    plural: 'cash_balance_transactions',
  },
}

export const pathOf = (name: ObjectName): string => `/v1/${errorNames[name].plural}`

export function find<N extends ObjectName>({ data }: Context, name: N, id: string): Objects[N] | undefined {
  const found = data.objects[name]
  return Object.hasOwn(found, id) ? found[id] : undefined
}

/** The object whose id is in the path. Throws a Problem (404) where there is none. */
export function findOr404<N extends ObjectName>(context: Context, name: N, id: string): Objects[N] {
  const found = find(context, name, id)
  if (!found) throw noSuch(errorNames[name].name, id, errorNames[name].param, true)
  return found
}

/** The object whose id is a parameter. Throws a Problem (400) where there is none. */
export function findOr400<N extends ObjectName>(context: Context, name: N, id: string, param: string): Objects[N] {
  const found = find(context, name, id)
  if (!found) throw noSuch(errorNames[name].name, id, param)
  return found
}

/** The object that a stored object refers to. Throws an error where there is none. */
export function mustFind<N extends ObjectName>(context: Context, name: N, reference: Reference): Objects[N] {
  const id = idOf(reference)
  const found = id === null ? undefined : find(context, name, id)
  if (!found) throw new Error(`The data of ${context.account.id} has no ${name} ${id}.`)
  return found
}

type Reference = string | { id: string } | null | undefined

/** The id of a reference; stored objects refer by id only. */
export const idOf = (reference: Reference): string | null =>
  typeof reference === 'string' ? reference : (reference?.id ?? null)

export function save<N extends ObjectName>({ data }: Context, name: N, object: Objects[N]): Objects[N] {
  const objects: Record<string, Objects[N]> = data.objects[name]
  objects[object.id] = object
  return object
}

export const allOf = <N extends ObjectName>({ data }: Context, name: N): Objects[N][] =>
  Object.values(data.objects[name])
