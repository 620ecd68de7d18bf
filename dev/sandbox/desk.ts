import type { SandboxAccount } from './account.ts'
import { isLive } from './account.ts'
import type { Books, ObjectName, Objects } from './books.ts'
import type { Fault } from './faults.ts'
import { noSuch } from './problem.ts'
import { type RandomState, randomDigits, randomLetters } from './random.ts'

/** Who asked for what is happening; both null where nobody did, as when a debit settles. */
export type Origin = { readonly requestId: string | null; readonly idempotencyKey: string | null }

/** What every deed works with: one account's books, the time, and a source of ids. */
export type Desk = {
  readonly account: SandboxAccount
  readonly books: Books
  readonly livemode: boolean
  readonly nowMs: number
  /** Seconds since the epoch, as the API writes time. */
  readonly now: number
  readonly origin: Origin
  readonly publicUrl: string
  readonly faults: Fault[]
  readonly chance: RandomState
}

export type DeskParts = Omit<Desk, 'livemode' | 'now'>

export const openDesk = (parts: DeskParts): Desk => ({
  ...parts,
  livemode: isLive(parts.account),
  now: Math.floor(parts.nowMs / 1000),
})

export const makeId = ({ chance }: Desk, prefix: string, length = 24): string =>
  `${prefix}_${randomLetters(chance, length)}`
export const makeDigits = ({ chance }: Desk, length: number): string => randomDigits(chance, length)

/** How errors call each object, and the parameter that its address is. */
const called: Readonly<Record<ObjectName, { readonly name: string; readonly param: string; readonly plural: string }>> =
  {
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

export const addressOf = (name: ObjectName): string => `/v1/${called[name].plural}`

export function lookUp<N extends ObjectName>({ books }: Desk, name: N, id: string): Objects[N] | undefined {
  const all = books.objects[name]
  return Object.hasOwn(all, id) ? all[id] : undefined
}

/** The object at an address. Throws 404 where there is none. */
export function at<N extends ObjectName>(desk: Desk, name: N, id: string): Objects[N] {
  const found = lookUp(desk, name, id)
  if (!found) throw noSuch(called[name].name, id, called[name].param, true)
  return found
}

/** The object that a parameter names. Throws 400 where there is none. */
export function named<N extends ObjectName>(desk: Desk, name: N, id: string, param: string): Objects[N] {
  const found = lookUp(desk, name, id)
  if (!found) throw noSuch(called[name].name, id, param)
  return found
}

/** The object that one of our own objects refers to; it is a fault where it is not there. */
export function known<N extends ObjectName>(desk: Desk, name: N, reference: Reference): Objects[N] {
  const id = idOf(reference)
  const found = id === null ? undefined : lookUp(desk, name, id)
  if (!found) throw new Error(`The books of ${desk.account.id} have no ${name} ${id}.`)
  return found
}

type Reference = string | { id: string } | null | undefined

/** The id behind a reference; inside the books every reference is an id. */
export const idOf = (reference: Reference): string | null =>
  typeof reference === 'string' ? reference : (reference?.id ?? null)

export function keep<N extends ObjectName>({ books }: Desk, name: N, object: Objects[N]): Objects[N] {
  const all: Record<string, Objects[N]> = books.objects[name]
  all[object.id] = object
  return object
}

export const all = <N extends ObjectName>({ books }: Desk, name: N): Objects[N][] => Object.values(books.objects[name])
