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

type Answered = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

type Exchange = {
  /** Lets the call take effect. */
  pass(): Promise<Answered>
  /** Responds, with only so many bytes of the body. */
  say(answered: Answered, bytes?: number): void
  /** Ends the connection when everything written has left. */
  hangUp(): void
  reset(): void
}

const delayMs = 400
const isBusy: Answered = { status: 503, headers: { 'content-type': 'text/html' }, body: Buffer.from('<h1>Busy</h1>') }
const isBroken: Answered = {
  status: 502,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{"error":"bad gateway"}'),
}

const halfOf = ({ body }: Answered) => Math.floor(body.length / 2)

const injectors: Readonly<Record<HttpFault, (exchange: Exchange) => Promise<void> | void>> = {
  async delay({ pass, say }) {
    await pause(delayMs)
    say(await pass())
  },
  'reset before': ({ reset }) => reset(),
  async 'reset after'({ pass, reset }) {
    await pass()
    reset()
  },
  async 'cut body'({ pass, say, hangUp }) {
    const answered = await pass()
    say(answered, halfOf(answered))
    hangUp()
  },
  async 'half a body'({ pass, say }) {
    const answered = await pass()
    say({ ...answered, body: answered.body.subarray(0, halfOf(answered)) })
  },
  '5xx before': ({ say }) => say(isBusy),
  async '5xx after'({ pass, say }) {
    await pass()
    say(isBroken)
  },
  stall: () => undefined,
  async 'stall midway'({ pass, say }) {
    const answered = await pass()
    say(answered, halfOf(answered))
  },
}

/** A proxy in front of an HTTP server on a free port of loopback. Everything passes until its faults begin. */
export async function startFaultProxy(behind: string, seed: number): Promise<FaultProxy<HttpFault>> {
  const faults = new FaultInjector<HttpFault>(httpFaults, seed)
  const agent = new Agent({ keepAlive: false })
  const server = createServer(async (incoming, reply) => {
    const exchange: Exchange = {
      pass: () => pass(behind, agent, incoming, body),
      say({ status, headers, body }, bytes = body.length) {
        const { connection: _hop, 'transfer-encoding': _framing, ...kept } = headers
        reply.writeHead(status, { ...kept, 'content-length': body.length })
        if (bytes === body.length) reply.end(body)
        else reply.write(body.subarray(0, bytes))
      },
      hangUp: () => reply.write('', () => reply.socket?.end()),
      reset: () => reply.socket?.resetAndDestroy(),
    }
    const kind = faults.next()
    let body: Buffer = Buffer.alloc(0)
    try {
      body = await bytesOf(incoming)
      if (kind) await injectors[kind](exchange)
      else exchange.say(await exchange.pass())
    } catch {
      // The server behind is down or the caller has gone: either way the call gets no response.
      reply.destroy()
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults: faults,
    async stop() {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

async function pass(behind: string, agent: Agent, incoming: IncomingMessage, body: Buffer): Promise<Answered> {
  const { connection: _hop, 'transfer-encoding': _framing, ...kept } = incoming.headers
  const headers = { ...kept, 'content-length': body.length }
  const passed = request(new URL(incoming.url ?? '/', behind), { agent, method: incoming.method, headers })
  passed.end(body)
  const [answer] = (await once(passed, 'response')) as [IncomingMessage]
  return { status: answer.statusCode ?? 502, headers: answer.headers, body: await bytesOf(answer) }
}

async function bytesOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
