import Stripe from 'stripe'
import { type Merchant, world } from './merchant.ts'
import { now } from './time.ts'

type Forged = {
  /** Signed with this instead of the endpoint's secret. */
  readonly secret?: string
  /** The difference of the signature's time to the world's clock, in seconds. */
  readonly agedS?: number
  /** The whole header instead of a computed one; null leaves it out. */
  readonly signature?: string | null
}

/** Posts a webhook to a merchant's endpoint, with the provider's signature unless the options forge it. */
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

/** Signs with code independent of the product's. */
const signer = new Stripe('sk_test_signs_nothing_but_webhooks')

let forged = 0

/** A webhook about an object in the provider's format, with a unique id. */
export const webhookAbout = (type: string, object: object) => ({
  id: `evt_forged${Date.now().toString(36)}x${++forged}`,
  object: 'event',
  type,
  livemode: false,
  created: Math.floor(Date.now() / 1000),
  data: { object },
})
