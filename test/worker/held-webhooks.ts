import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Deliver } from '../../dev/sandbox/webhooks.ts'

/** A webhook that the provider has sent and that is not delivered yet. */
export type HeldWebhook = { readonly url: string; readonly body: string; readonly signature: string }

/** Holds the provider's webhooks, so that a test decides when and how often each is delivered. */
export async function startWebhookHolder() {
  let held: HeldWebhook[] = []
  const deliver: Deliver = async (request) => {
    const signature = request.headers.get('stripe-signature') ?? ''
    held.push({ url: request.url, body: await request.text(), signature })
    return new Response(null, { status: 200 })
  }
  const counter = createServer((_, response) => {
    response.end(JSON.stringify(held))
    held = []
  })
  await new Promise<void>((resolve) => counter.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(counter.address() as AddressInfo).port}`,
    deliver,
    close: () => counter.close(),
  }
}
