import Stripe from 'stripe'
import type { ProviderMessage } from '../provider.ts'
import type { StripeContext } from './context.ts'
import { typesRead } from './read-event.ts'

const toleranceS = 300
const crypto = Stripe.createSubtleCryptoProvider()

/**
 * A message as Stripe signed it, or null. The raw bytes are checked before anything is read out of them, against every secret
 * in use, and its time must be near on both sides: Stripe's own check alone takes a timestamp that lies years ahead.
 */
export async function verify(
  { webhookSecrets, now }: StripeContext,
  body: Uint8Array,
  signature: string,
): Promise<ProviderMessage | null> {
  const nowMs = now()
  const text = exactText(body)
  if (text === null || !isNear(signature, nowMs)) return null
  for (const secret of webhookSecrets) {
    try {
      const event = await Stripe.webhooks.constructEventAsync(text, signature, secret, toleranceS, crypto, nowMs)
      return messageOf(event as unknown as Record<string, unknown>)
    } catch {
      // Whatever made it fail, it is not proven: the next secret is tried, and without one the message is refused.
    }
  }
  return null
}

/** The text whose bytes these are. Stripe's own decoding drops a mark at the start and mends broken letters, unseen. */
function exactText(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return null
  }
}

/** Names and values, as Stripe writes them; its own reader trips over a name without a value. */
const headerShape = /^\w+=\w+(,\w+=\w+)*$/

/** One spelling only: Stripe's own reader signs the number, so a nought in front would go unseen. */
const plainSeconds = /^[1-9][0-9]{0,11}$/

function isNear(signature: string, nowMs: number): boolean {
  if (!headerShape.test(signature)) return false
  const times = signature.split(',').filter((part) => part.startsWith('t='))
  const [time = ''] = times.map((part) => part.slice(2))
  return times.length === 1 && plainSeconds.test(time) && Math.abs(Number(time) - nowMs / 1000) <= toleranceS
}

const messageOf = (event: Record<string, unknown>): ProviderMessage | null =>
  typeof event?.id === 'string' && typeof event.type === 'string'
    ? { id: event.id, type: event.type, payload: event, isRead: typesRead.includes(event.type) }
    : null
