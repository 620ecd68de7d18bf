import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Deliver } from '../../dev/sandbox/webhooks.ts'

/** A webhook on its way: what the provider sent and where to. */
export type Letter = { readonly url: string; readonly body: string; readonly signature: string }

/** Takes the provider's webhooks and keeps them, so that a story decides when and how often each is delivered. */
export async function openPostOffice() {
  let letters: Letter[] = []
  const deliver: Deliver = async (request) => {
    const signature = request.headers.get('stripe-signature') ?? ''
    letters.push({ url: request.url, body: await request.text(), signature })
    return new Response(null, { status: 200 })
  }
  const counter = createServer((_, response) => {
    response.end(JSON.stringify(letters))
    letters = []
  })
  await new Promise<void>((resolve) => counter.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(counter.address() as AddressInfo).port}`,
    deliver,
    close: () => counter.close(),
  }
}
