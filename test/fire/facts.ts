import type { Truth } from '../../dev/sandbox/truth.ts'
import type { Rows } from '../world/database.ts'
import type { Letter } from './held-letters.ts'

/** What moved money at the provider, named as the ledger names its cause. */
export function factsOf({ account, payments, refunds, disputes }: Truth): string[] {
  return [
    ...payments.filter(({ status }) => status === 'succeeded').map(({ id }) => `payment stripe:${account}:${id}`),
    ...refunds.filter(({ status }) => status === 'succeeded').map(({ id }) => `refund ${id}`),
    ...disputes.map(({ id }) => `dispute_opened ${id}`),
    ...disputes.filter(({ status }) => status === 'won').map(({ id }) => `dispute_won ${id}`),
  ]
}

/** The effects that the ledger holds, one for each posting of such a cause. */
export async function effectsIn(rows: Rows): Promise<string[]> {
  const found = await rows<{ cause: string }>(
    `SELECT cause_kind || ' ' || cause_id AS cause FROM ledger_transactions
     WHERE cause_kind IN ('payment', 'refund', 'dispute_opened', 'dispute_won')`,
  )
  return found.map(({ cause }) => cause)
}

/** Facts without exactly one effect, and effects without a fact. */
export function wrongEffects(facts: readonly string[], effects: readonly string[]): string[] {
  const counts = Map.groupBy(effects, (effect) => effect)
  return [...new Set([...facts, ...effects])]
    .map((fact) => ({ fact, count: counts.get(fact)?.length ?? 0, isTrue: facts.includes(fact) }))
    .filter(({ count, isTrue }) => count !== 1 || !isTrue)
    .map(({ fact, count, isTrue }) => `${fact}: ${count} effects${isTrue ? '' : ' of nothing'}`)
}

type Telling = (object: Letter['object']) => string | null

/** What each type of message says has happened. */
const tellings: Readonly<Record<string, Telling>> = {
  'payment_intent.succeeded': ({ id }) => `payment ${id}`,
  'charge.succeeded': ({ payment_intent }) => `payment ${payment_intent}`,
  'checkout.session.completed': ({ payment_intent, payment_status }) =>
    payment_status === 'paid' ? `payment ${payment_intent}` : null,
  'checkout.session.async_payment_succeeded': ({ payment_intent }) => `payment ${payment_intent}`,
  'refund.created': ({ id }) => `refund ${id}`,
  'charge.refund.updated': ({ id }) => `refund ${id}`,
  'charge.dispute.created': ({ id }) => `dispute_opened ${id}`,
  'charge.dispute.closed': ({ id, status }) => (status === 'won' ? `dispute_won ${id}` : null),
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** Ways to hear messages that look right and are not. Each books what it is told, in the provider's account. */
export const naiveWays = {
  'that believes each message': () => async () => true,
  'that asks whether it knows the message, and then notes it': () => {
    const known = new Set<string>()
    return async (id: string) => {
      const isKnown = known.has(id)
      await turn()
      known.add(id)
      return !isKnown
    }
  },
  'that takes each message once, whatever it says': () => {
    const known = new Set<string>()
    return async (id: string) => {
      const isNew = !known.has(id)
      known.add(id)
      return isNew
    }
  },
} as const

/** Somebody naive who hears letters in one of these ways, and what comes of it. */
export function naive(way: keyof typeof naiveWays, account: string) {
  const isToBeBooked = naiveWays[way]()
  const effects: string[] = []
  return {
    effects,
    async hear({ id, type, object }: Letter): Promise<number> {
      const told = tellings[type]?.(object) ?? null
      if ((await isToBeBooked(id)) && told) effects.push(told.replace('payment ', `payment stripe:${account}:`))
      return 200
    },
  }
}
