import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type TcpProxy = { readonly url: string; stop(): Promise<void> }

/**
 * A TCP proxy that passes everything on. `onResponse` sees each chunk of a response just before it is passed on: the request has
 * taken effect by then and its sender does not know.
 */
export async function startTcpProxy(behind: string, onResponse: (said: string) => void): Promise<TcpProxy> {
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
      onResponse(piece.toString('latin1'))
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
