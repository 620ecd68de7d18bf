import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { send } from '../world/form.ts'

const originHeaders = /^(origin|referer|host|connection|content-length|transfer-encoding|accept-encoding|sec-fetch-.*)$/

/** A proxy that marks every request as same-origin, so that the Worker behaves as if it had no origin check. */
export async function startSameOriginProxy(): Promise<{ readonly url: string; stop(): void }> {
  const server = createServer(async (incoming, outgoing) => {
    const kept = Object.entries(incoming.headers).filter(([name]) => !originHeaders.test(name)) as [string, string][]
    const { status, headers, body } = await send(incoming.url ?? '/', {
      method: incoming.method,
      headers: { ...Object.fromEntries(kept), 'sec-fetch-site': 'same-origin' },
      body: Buffer.concat(await incoming.toArray()),
    })
    const answered = Object.entries(headers).filter(([name]) => !/^(connection|content-length|transfer-.*)$/.test(name))
    outgoing.writeHead(status, Object.fromEntries(answered)).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
