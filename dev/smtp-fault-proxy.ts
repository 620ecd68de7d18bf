import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { FaultInjector } from './fault-injector.ts'
import type { FaultProxy } from './fault-proxy.ts'

/**
 * The faults of a mail over SMTP with their relative frequency. `after` and `midway`: the server has accepted it and its response
 * is lost. `reset before`: the text did not arrive whole. The sender cannot tell these apart.
 */
export const smtpFaults = {
  delay: 4,
  'reset at once': 4,
  'hang up at once': 4,
  'try later': 4,
  'turn away': 1,
  'reset before': 4,
  'reset after': 4,
  'cut answer': 4,
  stall: 1,
  'stall midway': 1,
} as const

export type SmtpFault = keyof typeof smtpFaults

const delayMs = 600

/** Stands in front of an SMTP server on a free port of loopback; what faults, faults a whole connection. */
export async function startSmtpFaultProxy(behind: string, seed: number): Promise<FaultProxy<SmtpFault>> {
  const faults = new FaultInjector<SmtpFault>(smtpFaults, seed)
  const { hostname, port } = new URL(behind)
  const sockets = new Set<Socket>()
  const known = (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const server = createServer(async (near) => {
    known(near)
    const kind = faults.next()
    if (kind === 'stall') return
    if (kind === 'reset at once') return near.resetAndDestroy()
    if (kind === 'hang up at once') return near.end()
    if (kind === 'delay') await pause(delayMs)
    dialogue(kind, near, known(connect(Number(port), hostname)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    async stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
      if (server.listening) await once(server, 'close')
    },
  }
}

const endOfText = '\r\n.\r\n'

/** Passes on both directions, and follows SMTP far enough to inject a fault around the end of a mail's text. */
function dialogue(kind: SmtpFault | null, near: Socket, far: Socket): void {
  let part: 'commands' | 'text' | 'all said' = 'commands'
  let tail = ''
  const reset = () => {
    near.resetAndDestroy()
    far.destroy()
  }
  near.on('close', () => far.destroy())
  far.on('close', () => near.end())

  near.on('data', (piece: Buffer) => {
    const said = piece.toString('latin1')
    if (/^RCPT TO:/i.test(said)) {
      if (kind === 'try later') return near.write('451 4.3.0 Try again later\r\n')
      if (kind === 'turn away') return near.write('550 5.1.1 No such person\r\n')
    }
    if (part === 'text') {
      tail = (tail + said).slice(-endOfText.length)
      if (tail === endOfText) part = 'all said'
      if (part === 'all said' && kind === 'reset before') return reset()
    }
    return far.write(piece)
  })

  far.on('data', (piece: Buffer) => {
    const said = piece.toString('latin1')
    if (part === 'all said') {
      part = 'commands'
      if (kind === 'stall midway') return near.removeAllListeners('data')
      if (kind === 'reset after') return reset()
      if (kind === 'cut answer') return near.end(said.slice(0, 2))
    }
    if (said.startsWith('354')) part = 'text'
    return near.write(piece)
  })
}
