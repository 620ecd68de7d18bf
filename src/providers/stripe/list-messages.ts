import type { Answer, ProviderMessage } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'
import { handledTypes } from './read-event.ts'

/** The events of the handled types within a span of time (ms since 1970), oldest first. Stripe keeps events for thirty days. */
export function listMessages(
  { stripe }: StripeContext,
  from: number,
  until: number,
): Promise<Answer<ProviderMessage[]>> {
  const created = { gte: Math.floor(from / 1000), lte: Math.ceil(until / 1000) }
  return answer(async () => {
    const messages: ProviderMessage[] = []
    for await (const event of stripe.events.list({ created, types: [...handledTypes], limit: 100 }))
      messages.push({ id: event.id, type: event.type, payload: event as unknown as Record<string, unknown> })
    return messages.reverse()
  })
}
