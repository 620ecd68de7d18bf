import Stripe from 'stripe'
import type { ProviderMessage } from '../provider.ts'
import type { StripeContext } from './context.ts'
import { handledTypes } from './read-event.ts'

const toleranceSeconds = 300
const crypto = Stripe.createSubtleCryptoProvider()

/**
 * The event in a webhook that Stripe signed with one of the secrets, else null. The timestamp must be within five minutes of now
 * in both directions: Stripe's own check alone accepts one that is years ahead.
 */
export async function verify(
  { webhookSecrets, now }: StripeContext,
  body: Uint8Array,
  signature: string,
): Promise<ProviderMessage | null> {
  const nowMs = now()
  const text = exactText(body)
  if (text === null || !isTimely(signature, nowMs)) return null
  for (const secret of webhookSecrets) {
    try {
      const event = await Stripe.webhooks.constructEventAsync(text, signature, secret, toleranceSeconds, crypto, nowMs)
      return messageOf(event as unknown as Record<string, unknown>)
    } catch {
      // Any failure means that this secret does not verify it, so the next one is tried.
    }
  }
  return null
}

/** The exact text of the bytes; null if it is not UTF-8. Stripe's decoding drops a byte order mark and replaces invalid bytes. */
function exactText(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return null
  }
}

/** Names with values, as Stripe writes them; its own parser throws at a name without a value. */
const headerShape = /^\w+=\w+(,\w+=\w+)*$/

/** No leading zero: Stripe's parser verifies the number, so it would accept other spellings of it. */
const plainSeconds = /^[1-9][0-9]{0,11}$/

function isTimely(signature: string, nowMs: number): boolean {
  if (!headerShape.test(signature)) return false
  const times = signature.split(',').filter((part) => part.startsWith('t='))
  const [time = ''] = times.map((part) => part.slice(2))
  return times.length === 1 && plainSeconds.test(time) && Math.abs(Number(time) - nowMs / 1000) <= toleranceSeconds
}

const messageOf = (event: Record<string, unknown>): ProviderMessage | null =>
  typeof event?.id === 'string' && typeof event.type === 'string'
    ? { id: event.id, type: event.type, payload: event, isRead: handledTypes.includes(event.type) }
    : null
