import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export type Handler = (request: Request) => Response | Promise<Response>

/**
 * Serves a fetch handler over HTTP on loopback. Port 0 takes any free one. Requests from pages of other sites are refused: by another
 * Host (DNS rebinding), and writes by `Sec-Fetch-Site`.
 */
export async function serve(handler: Handler, port: number): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const response = refusalOf(incoming) ?? (await handler(requestOf(incoming)))
      outgoing.writeHead(response.status, [...response.headers].flat())
      if (response.body && incoming.method !== 'HEAD')
        await pipeline(Readable.fromWeb(response.body as never), outgoing)
      else outgoing.end()
    } catch (error) {
      console.error(error)
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    }
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
  return {
    url,
    async stop() {
      server.close()
      server.closeAllConnections()
      if (server.listening) await once(server, 'close')
    },
  }
}

function requestOf(incoming: IncomingMessage): Request {
  const headers = new Headers()
  for (let i = 0; i < incoming.rawHeaders.length; i += 2)
    headers.append(incoming.rawHeaders[i] as string, incoming.rawHeaders[i + 1] as string)
  const hasNoBody = incoming.method === 'GET' || incoming.method === 'HEAD'
  return new Request(new URL(incoming.url ?? '/', `http://${incoming.headers.host}`), {
    method: incoming.method,
    headers,
    body: hasNoBody ? null : (Readable.toWeb(incoming) as never),
    duplex: 'half',
  } as RequestInit)
}

function refusalOf(incoming: IncomingMessage): Response | null {
  const host = incoming.headers.host?.replace(/:\d+$/, '') ?? ''
  if (!['127.0.0.1', 'localhost'].includes(host))
    return new Response('This answers on loopback only.\n', { status: 421 })
  const isRead = incoming.method === 'GET' || incoming.method === 'HEAD'
  if (!isRead && incoming.headers['sec-fetch-site'] === 'cross-site')
    return new Response("Another site's page cannot change anything here.\n", { status: 403 })
  return null
}
