import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Clock } from '../clock.ts'
import type { SandboxAccount } from './account.ts'
import { ConnectionLost } from './faults.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { fileStore } from './store.ts'
import type { Deliver } from './webhooks.ts'

export type RunningSandbox = { readonly url: string; readonly sandbox: Sandbox; stop(): Promise<void> }

const tickMs = 250
const host = '127.0.0.1'

/**
 * Starts the sandbox on loopback (port 0 takes a free one). It stores its data in `dataFile` if there is one, runs what is due by
 * the clock four times a second and after every step of the clock, and sends its webhooks at once.
 */
export async function startSandbox(options: {
  port: number
  dataFile?: string
  clock: Clock
  accounts: readonly SandboxAccount[]
  /** The address of its pages; its own by default. */
  publicUrl?: string
  seed?: number
  deliver?: Deliver
}): Promise<RunningSandbox> {
  const { dataFile, clock, accounts, seed, deliver } = options
  const server = createServer()
  server.listen(options.port, host)
  await once(server, 'listening')
  const url = `http://${host}:${(server.address() as AddressInfo).port}`
  const store = dataFile === undefined ? undefined : fileStore(dataFile)
  const sandbox = createSandbox({ accounts, clock, seed, store, publicUrl: options.publicUrl ?? url, deliver })

  const tick = () => void sandbox.tick().catch((error) => console.error(error))
  const timer = setInterval(tick, tickMs)
  const leaveClock = clock.onTick(() => sandbox.tick())
  server.on('request', (incoming, outgoing) => {
    void answer(sandbox, url, incoming, outgoing).then(() => incoming.method !== 'GET' && tick())
  })

  return {
    url,
    sandbox,
    async stop() {
      clearInterval(timer)
      leaveClock()
      server.close()
      server.closeAllConnections()
      await sandbox.tick()
      store?.flush()
    },
  }
}

async function answer(
  sandbox: Sandbox,
  url: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const gone = new AbortController()
  outgoing.on('close', () => outgoing.writableFinished || gone.abort())
  try {
    const response = await sandbox.fetch(requestFrom(url, incoming, gone.signal))
    outgoing.writeHead(response.status, Object.fromEntries(response.headers))
    if (response.body === null || incoming.method === 'HEAD') outgoing.end()
    else await pipeline(Readable.fromWeb(response.body as never), outgoing)
  } catch (error) {
    // Only an injected fault may drop the connection silently; any other error is a bug of the sandbox and is logged.
    if (!(error instanceof ConnectionLost) && !gone.signal.aborted) console.error(error)
    outgoing.destroy()
  }
}

function requestFrom(url: string, incoming: IncomingMessage, signal: AbortSignal): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const { method = 'GET', url: path = '/' } = incoming
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = hasBody ? (Readable.toWeb(incoming) as ReadableStream) : null
  return new Request(new URL(path, url), { method, headers, body, signal, duplex: 'half' } as RequestInit)
}
