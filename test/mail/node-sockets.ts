import { connect as open } from 'node:net'
import { Duplex } from 'node:stream'

/** Node's sockets behind the interface of `cloudflare:sockets`, for what is meant to run in a Worker. Without TLS. */
export function connect({ hostname, port }: { hostname: string; port: number }) {
  const socket = open({ host: hostname, port })
  const opened = new Promise((resolve, reject) => {
    socket.once('connect', () => resolve({}))
    socket.once('error', reject)
  })
  return { ...Duplex.toWeb(socket), opened, close: async () => socket.destroy() }
}
