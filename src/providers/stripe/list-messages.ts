import type { Answer, ProviderMessage } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'
import { typesRead } from './read-event.ts'

/** Stripe's list of events, which it keeps for thirty days: those that we read, within a span of time (ms since 1970), oldest first. */
export function listMessages(
  { stripe }: StripeContext,
  from: number,
  until: number,
): Promise<Answer<ProviderMessage[]>> {
  const created = { gte: Math.floor(from / 1000), lte: Math.ceil(until / 1000) }
  return answer(async () => {
    const messages: ProviderMessage[] = []
    for await (const event of stripe.events.list({ created, types: [...typesRead], limit: 100 }))
      messages.push({ id: event.id, type: event.type, payload: event as unknown as Record<string, unknown> })
    return messages.reverse()
  })
}
