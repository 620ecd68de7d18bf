import { once } from 'node:events'
import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { FaultInjector } from './fault-injector.ts'

/** The faults of a call over HTTP with their relative frequency. `after`: the call took effect and only its response is lost. */
export const httpFaults = {
  delay: 5,
  'reset before': 5,
  'reset after': 5,
  'cut body': 5,
  'half a body': 3,
  '5xx before': 5,
  '5xx after': 3,
  stall: 1,
  'stall midway': 1,
} as const

export type HttpFault = keyof typeof httpFaults

export type FaultProxy<Kind extends string> = {
  readonly url: string
  readonly faults: FaultInjector<Kind>
  stop(): Promise<void>
}

type UpstreamResponse = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

type Exchange = {
  /** Forwards the call, which takes effect. */
  forward(): Promise<UpstreamResponse>
  /** Responds, with only so many bytes of the body. */
  respond(response: UpstreamResponse, bytes?: number): void
  /** Closes the connection after everything written was sent. */
  close(): void
  reset(): void
}

const delayMs = 400
const busy: UpstreamResponse = {
  status: 503,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from('<h1>Busy</h1>'),
}
const badGateway: UpstreamResponse = {
  status: 502,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"error":"bad gateway"}'),
}

const halfOf = ({ body }: UpstreamResponse) => Math.floor(body.length / 2)

const injectors: Readonly<Record<HttpFault, (exchange: Exchange) => Promise<void> | void>> = {
  async delay({ forward, respond }) {
    await pause(delayMs)
    respond(await forward())
  },
  'reset before': ({ reset }) => reset(),
  async 'reset after'({ forward, reset }) {
    await forward()
    reset()
  },
  async 'cut body'({ forward, respond, close }) {
    const response = await forward()
    respond(response, halfOf(response))
    close()
  },
  async 'half a body'({ forward, respond }) {
    const response = await forward()
    respond({ ...response, body: response.body.subarray(0, halfOf(response)) })
  },
  '5xx before': ({ respond }) => respond(busy),
  async '5xx after'({ forward, respond }) {
    await forward()
    respond(badGateway)
  },
  stall: () => undefined,
  async 'stall midway'({ forward, respond }) {
    const response = await forward()
    respond(response, halfOf(response))
  },
}

/** A proxy for an HTTP server on a free port of loopback. It injects nothing until `faults.inject`. */
export async function startFaultProxy(upstream: string, seed: number): Promise<FaultProxy<HttpFault>> {
  const faults = new FaultInjector<HttpFault>(httpFaults, seed)
  const agent = new Agent({ keepAlive: false })
  const server = createServer(async (incoming, reply) => {
    const exchange: Exchange = {
      forward: () => forward(upstream, agent, incoming, body),
      respond({ status, headers, body }, bytes = body.length) {
        const { connection: _hop, 'transfer-encoding': _framing, ...headersToForward } = headers
        reply.writeHead(status, { ...headersToForward, 'content-length': body.length })
        if (bytes === body.length) reply.end(body)
        else reply.write(body.subarray(0, bytes))
      },
      close: () => reply.write('', () => reply.socket?.end()),
      reset: () => reply.socket?.resetAndDestroy(),
    }
    const kind = faults.next()
    let body: Buffer = Buffer.alloc(0)
    try {
      body = await bytesOf(incoming)
      if (kind) await injectors[kind](exchange)
      else exchange.respond(await exchange.forward())
    } catch {
      // The upstream server is down or the caller has disconnected, so the call gets no response.
      reply.destroy()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    async stop() {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

async function forward(
  upstream: string,
  agent: Agent,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<UpstreamResponse> {
  const { connection: _hop, 'transfer-encoding': _framing, ...headersToForward } = incoming.headers
  const headers = { ...headersToForward, 'content-length': body.length }
  const forwarded = request(new URL(incoming.url ?? '/', upstream), { agent, method: incoming.method, headers })
  forwarded.end(body)
  const [answer] = (await once(forwarded, 'response')) as [IncomingMessage]
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bytesOf(answer) }
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
