import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import type { Faults } from './faults.ts'
import { readMail } from './mail.ts'
import type { MailStore } from './mail-store.ts'

const sizeLimitBytes = 10 * 1024 * 1024

/** An SMTP server on loopback that stores mail from any sender to any recipient, with any password or none. */
export async function startSmtp(options: { store: MailStore; faults: Faults; port: number }) {
  const { store, faults } = options
  const sockets = new Map<number | undefined, Socket>()
  const reset = (session: SMTPServerSession) => sockets.get(session.remotePort)?.resetAndDestroy()

  const server = new SMTPServer({
    name: 'mailbox.localhost',
    banner: 'Remit mailbox',
    size: sizeLimitBytes,
    authOptional: true,
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: true,
    // Its certificate would be self-signed, which a sender rightly refuses.
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,

    onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anyone' }),

    onConnect: (session, done) => {
      if (faults.take('connection')) reset(session)
      else done()
    },

    onRcptTo: ({ address }, _session, done) => {
      const fault = faults.take('recipient', [address])
      done(fault ? refusals[fault as keyof typeof refusals]() : null)
    },

    onData: async (stream, session, done) => {
      try {
        const bytes = await bytesIn(stream)
        if (stream.sizeExceeded) return done(refusal(552, 'The message is larger than 10 MB'))
        const to = session.envelope.rcptTo.map(({ address }) => address)
        const from = session.envelope.mailFrom ? session.envelope.mailFrom.address : ''
        const fault = faults.take('message', to)
        if (fault === 'hang') return
        const mail = await readMail(bytes, { from, to }, new Date())
        await store.add(mail)
        if (fault === 'drop_after_accept') return reset(session)
        done(null, `Kept as ${mail.id}`)
      } catch (error) {
        // A sender that disconnects during a message has not sent it.
        if ((error as { code?: unknown }).code !== 'ECONNECTION') console.error(error)
        done(refusal(451, 'The mailbox could not keep the message'))
      }
    },
  })

  server.server.prependListener('connection', (socket: Socket) => {
    const port = socket.remotePort
    sockets.set(port, socket)
    socket.once('close', () => sockets.delete(port))
  })
  // A sender that disconnects early has sent nothing.
  server.on('error', () => undefined)

  const listener = server.listen(options.port, '127.0.0.1')
  await Promise.race([once(listener, 'listening'), once(server, 'error').then(([error]) => Promise.reject(error))])

  return {
    url: `smtp://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets.values()) socket.destroy()
      await closed
    },
  }
}

/** Reads the stream to its end, as SMTP requires, but keeps at most the allowed size. */
async function bytesIn(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode })

const refusals = {
  tempfail_451: () => refusal(451, '4.3.0 Try again later'),
  reject_550: () => refusal(550, '5.1.1 There is no such mailbox'),
}
