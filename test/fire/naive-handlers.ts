import type { HeldWebhook } from './held-webhooks.ts'

type FactReader = (object: HeldWebhook['object']) => string | null

/** The fact that each type of webhook reports, null for none. */
const factReaders: Readonly<Record<string, FactReader>> = {
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

/** Plausible but wrong webhook handlers: each decides from the message's id whether to book the fact that it reports. */
export const naiveDeduplications = {
  'without any deduplication': () => async () => true,
  'that checks and then remembers the message id, with a race between the two': () => {
    const known = new Set<string>()
    return async (id: string) => {
      const isKnown = known.has(id)
      await turn()
      known.add(id)
      return !isKnown
    }
  },
  'that deduplicates by message id only': () => {
    const known = new Set<string>()
    return async (id: string) => {
      const isNew = !known.has(id)
      known.add(id)
      return isNew
    }
  },
} as const

/** A webhook handler that deduplicates in one of the naive ways, and the effects that it books. */
export function naiveHandler(kind: keyof typeof naiveDeduplications, account: string) {
  const isToBeBooked = naiveDeduplications[kind]()
  const effects: string[] = []
  return {
    effects,
    async handle({ id, type, object }: HeldWebhook): Promise<number> {
      const fact = factReaders[type]?.(object) ?? null
      if ((await isToBeBooked(id)) && fact) effects.push(fact.replace('payment ', `payment stripe:${account}:`))
      return 200
    },
  }
}
