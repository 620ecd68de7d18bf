import { connect as open } from 'node:net'
import { Duplex } from 'node:stream'

/** Node's sockets with the interface of `cloudflare:sockets`, so that the Worker's mail transport runs in Node. Without TLS. */
export function connect({ hostname, port }: { hostname: string; port: number }) {
  const socket = open({ host: hostname, port })
  const opened = new Promise((resolve, reject) => {
    socket.once('connect', () => resolve({}))
    socket.once('error', reject)
  })
  return { ...Duplex.toWeb(socket), opened, close: async () => socket.destroy() }
}
