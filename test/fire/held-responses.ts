import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'

type Held = { readonly paymentId: string; isCallerWaiting(): boolean; release(): void }

/** Calls that start a payment. */
const startingCalls: ReadonlySet<string> = new Set(['/v1/payment_intents', '/v1/checkout/sessions'])

const patienceMs = 60_000

/**
 * A proxy in front of the provider that can hold the response to the first call that starts an invoice's payment: the call has
 * taken effect and its caller does not know. A retry under the same key is answered at once.
 */
export async function holdResponses(provider: string) {
  const wanted = new Map<string, (held: Held) => void>()
  const server = createServer(async (incoming, reply) => {
    const body = await bytesOf(incoming)
    const form = new URLSearchParams(body.toString())
    const invoiceId = form.get('metadata[remit_invoice]') ?? ''
    const isHeld = startingCalls.has(incoming.url ?? '') ? wanted.get(invoiceId) : undefined
    wanted.delete(invoiceId)
    const passed = request(new URL(incoming.url ?? '/', provider), {
      method: incoming.method,
      headers: incoming.headers,
    })
    passed.on('response', async (answer) => {
      const content = await bytesOf(answer)
      const send = () => reply.writeHead(answer.statusCode ?? 502, answer.headers).end(content)
      const paymentId = form.get('metadata[remit_payment]') ?? ''
      if (isHeld) isHeld({ paymentId, isCallerWaiting: () => !reply.destroyed, release: send })
      else send()
    })
    passed.on('error', () => reply.destroy())
    passed.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Holds the response that starts the invoice's next payment; resolves when it is held, rejects where none comes in time. */
    hold: (invoiceId: string) =>
      new Promise<Held>((resolve, reject) => {
        wanted.set(invoiceId, resolve)
        setTimeout(reject, patienceMs, new Error(`No call to the provider about ${invoiceId}.`)).unref()
      }),
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
