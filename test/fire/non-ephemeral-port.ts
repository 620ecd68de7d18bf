import { once } from 'node:events'
import { createServer } from 'node:net'

const first = 20_000
const count = 12_000
let next = process.pid % count

/**
 * A free port below the ephemeral range: while the server that listens there is down, no outgoing connection can be given its
 * port.
 */
export async function nonEphemeralPort(): Promise<number> {
  for (let tries = 0; tries < count; tries++) {
    const port = first + (next++ % count)
    const server = createServer().listen(port, '127.0.0.1')
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
  throw new Error('No port is free.')
}
