import Stripe from 'stripe'
import { type Merchant, world } from './merchant.ts'
import { now } from './time.ts'

type Forged = {
  /** Signed with this instead of the endpoint's secret. */
  readonly secret?: string
  /** How far the signature's time is from the world's, in seconds. */
  readonly agedS?: number
  /** The whole header instead of a computed one; null leaves it out. */
  readonly signature?: string | null
}

/** Posts a message to a merchant's webhook endpoint, signed as the provider would unless the story forges it. */
export async function deliver(
  { accountId, webhookSecret }: Pick<Merchant, 'accountId' | 'webhookSecret'>,
  message: object | string,
  { secret = webhookSecret, agedS = 0, signature }: Forged = {},
): Promise<{ status: number; body: string }> {
  const payload = typeof message === 'string' ? message : JSON.stringify(message)
  const timestamp = Math.floor((await now()) / 1000) - agedS
  const header =
    signature === undefined
      ? await signer.webhooks.generateTestHeaderStringAsync({ payload, secret, timestamp })
      : signature
  const answer = await fetch(`${world.app}/hooks/stripe/${accountId}`, {
    method: 'POST',
    body: payload,
    headers: header === null ? {} : { 'stripe-signature': header },
  })
  return { status: answer.status, body: await answer.text() }
}

/** Signs with code that is not ours. */
const signer = new Stripe('sk_test_signs_nothing_but_webhooks')

let forged = 0

/** A message about an object, as the provider writes them; each has an id of its own. */
export const messageAbout = (type: string, object: object) => ({
  id: `evt_forged${Date.now().toString(36)}x${++forged}`,
  object: 'event',
  type,
  livemode: false,
  created: Math.floor(Date.now() / 1000),
  data: { object },
})
