import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { FaultInjector } from './fault-injector.ts'
import type { FaultProxy } from './fault-proxy.ts'

/**
 * The faults of a mail over SMTP with their relative frequency. `after` and `midway`: the server has accepted it and its response
 * is lost. `reset before`: the text arrived incompletely. The sender cannot distinguish these.
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

/** A proxy for an SMTP server on a free port of loopback; a fault affects a whole connection. */
export async function startSmtpFaultProxy(upstreamUrl: string, seed: number): Promise<FaultProxy<SmtpFault>> {
  const faults = new FaultInjector<SmtpFault>(smtpFaults, seed)
  const { hostname, port } = new URL(upstreamUrl)
  const sockets = new Set<Socket>()
  const track = (socket: Socket) => {
    sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
    return socket
  }
  const server = createServer(async (client) => {
    track(client)
    const kind = faults.next()
    if (kind === 'stall') return
    if (kind === 'reset at once') return client.resetAndDestroy()
    if (kind === 'hang up at once') return client.end()
    if (kind === 'delay') await pause(delayMs)
    relay(kind, client, track(connect(Number(port), hostname)))
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

/** Relays both directions, and follows SMTP far enough to inject a fault at the end of a mail's text. */
function relay(kind: SmtpFault | null, client: Socket, upstream: Socket): void {
  let phase: 'commands' | 'text' | 'text sent' = 'commands'
  let tail = ''
  const reset = () => {
    client.resetAndDestroy()
    upstream.destroy()
  }
  client.on('close', () => upstream.destroy())
  upstream.on('close', () => client.end())

  client.on('data', (chunk: Buffer) => {
    const text = chunk.toString('latin1')
    if (/^RCPT TO:/i.test(text)) {
      if (kind === 'try later') return client.write('451 4.3.0 Try again later\r\n')
      if (kind === 'turn away') return client.write('550 5.1.1 No such person\r\n')
    }
    if (phase === 'text') {
      tail = (tail + text).slice(-endOfText.length)
      if (tail === endOfText) phase = 'text sent'
      if (phase === 'text sent' && kind === 'reset before') return reset()
    }
    return upstream.write(chunk)
  })

  upstream.on('data', (chunk: Buffer) => {
    const text = chunk.toString('latin1')
    if (phase === 'text sent') {
      phase = 'commands'
      if (kind === 'stall midway') return client.removeAllListeners('data')
      if (kind === 'reset after') return reset()
      if (kind === 'cut answer') return client.end(text.slice(0, 2))
    }
    if (text.startsWith('354')) phase = 'text'
    return client.write(chunk)
  })
}
