import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'

type Held = { readonly paymentId: string; isWaitedFor(): boolean; letGo(): void }

/** Calls that set a payment going. */
const beginnings: ReadonlySet<string> = new Set(['/v1/payment_intents', '/v1/checkout/sessions'])

const patienceMs = 60_000

/**
 * Stands in front of the provider and keeps back what a proof asks it to: the answer to the first call that sets an invoice's
 * payment going. The call has taken effect then, and its caller has not heard. A repeat under the same key is answered at once.
 */
export async function holdAnswers(provider: string) {
  const wanted = new Map<string, (held: Held) => void>()
  const server = createServer(async (asked, reply) => {
    const body = await bytesOf(asked)
    const form = new URLSearchParams(body.toString())
    const invoiceId = form.get('metadata[remit_invoice]') ?? ''
    const isHeld = beginnings.has(asked.url ?? '') ? wanted.get(invoiceId) : undefined
    wanted.delete(invoiceId)
    const passed = request(new URL(asked.url ?? '/', provider), { method: asked.method, headers: asked.headers })
    passed.on('response', async (answer) => {
      const said = await bytesOf(answer)
      const go = () => reply.writeHead(answer.statusCode ?? 502, answer.headers).end(said)
      const paymentId = form.get('metadata[remit_payment]') ?? ''
      if (isHeld) isHeld({ paymentId, isWaitedFor: () => !reply.destroyed, letGo: go })
      else go()
    })
    passed.on('error', () => reply.destroy())
    passed.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Keeps back the answer that sets the invoice's next payment going; settles as soon as there is one, rejects where none comes. */
    hold: (invoiceId: string) =>
      new Promise<Held>((resolve, reject) => {
        wanted.set(invoiceId, resolve)
        setTimeout(reject, patienceMs, new Error(`Nobody asks the provider about ${invoiceId}.`)).unref()
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
