import { connect } from 'node:net'
import { createInterface } from 'node:readline'

export type Outcome = {
  /** The server's last answer, or null when the connection ended first. */
  answer: string | null
  /** The last step of the SMTP dialogue. */
  at: 'greeting' | 'MAIL' | 'RCPT' | 'DATA' | 'message' | 'done'
}

type Delivery = { from?: string; to: string | string[]; message: string | Buffer; login?: string; timeoutMs?: number }

/** Delivers one message over plain SMTP, and returns what a sender would know afterwards. */
export async function deliver(smtpUrl: string, mail: Delivery): Promise<Outcome> {
  const socket = connect(Number(new URL(smtpUrl).port), '127.0.0.1')
  socket.on('error', () => undefined)
  const reader = createInterface(socket)
  reader.on('error', () => undefined)
  const lines = reader[Symbol.asyncIterator]()
  const ended = new Promise<null>((resolve) => socket.once('close', () => resolve(null)))
  const timer = setTimeout(() => socket.destroy(), mail.timeoutMs ?? 3000)

  const next = () =>
    lines.next().then(
      ({ value }) => value ?? null,
      () => null,
    )
  const readReply = async (): Promise<string | null> => {
    for (;;) {
      const line = await Promise.race([next(), ended])
      if (line === null || line[3] === ' ') return line
    }
  }
  const send = (line: string | Buffer) => {
    socket.write(Buffer.concat([Buffer.from(line), Buffer.from('\r\n')]))
    return readReply()
  }

  try {
    const greeting = await readReply()
    if (!greeting?.startsWith('220')) return { answer: greeting, at: 'greeting' }
    await send('EHLO test.localhost')
    if (mail.login) await send(`AUTH PLAIN ${Buffer.from(`\0${mail.login}`).toString('base64')}`)

    const envelope = [
      ['MAIL', `MAIL FROM:<${mail.from ?? 'billing@lindqvist.example'}> BODY=8BITMIME`],
      ...[mail.to].flat().map((address) => ['RCPT', `RCPT TO:<${address}>`]),
      ['DATA', 'DATA'],
    ] as ['MAIL' | 'RCPT' | 'DATA', string][]
    for (const [at, line] of envelope) {
      const answer = await send(line)
      if (!answer || !/^[23]/.test(answer)) return { answer, at }
    }
    const answer = await send(Buffer.concat([Buffer.from(mail.message), Buffer.from('\r\n.')]))
    return { answer, at: answer?.startsWith('250') ? 'done' : 'message' }
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

/** A message from its headers and body, with SMTP line ends. */
export const message = (headers: Record<string, string>, body: string): string =>
  [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ...body.split('\n')].join('\r\n')
