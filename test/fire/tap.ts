import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Tap = { readonly url: string; stop(): Promise<void> }

/**
 * Stands in front of a server and passes everything on. `onAnswer` hears each piece of an answer just before it goes on: what it
 * answers has taken effect, and nobody knows yet.
 */
export async function tap(behind: string, onAnswer: (said: string) => void): Promise<Tap> {
  const { protocol, hostname, port } = new URL(behind)
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(port), hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    near.pipe(far)
    far.on('data', (piece: Buffer) => {
      onAnswer(piece.toString('latin1'))
      near.write(piece)
    })
    far.on('end', () => near.end())
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `${protocol}//127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
      if (server.listening) await once(server, 'close')
    },
  }
}
