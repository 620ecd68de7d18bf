import { connect } from 'node:net'
import { createInterface } from 'node:readline'

export type Outcome = {
  /** The server's last answer, or null when the connection ended first. */
  answer: string | null
  /** How far the dialogue came. */
  at: 'greeting' | 'MAIL' | 'RCPT' | 'DATA' | 'message' | 'done'
}

type Letter = { from?: string; to: string | string[]; message: string | Buffer; login?: string; patienceMs?: number }

/** Delivers one message by speaking SMTP itself, and tells what a sender would know afterwards. */
export async function deliver(smtpUrl: string, letter: Letter): Promise<Outcome> {
  const socket = connect(Number(new URL(smtpUrl).port), '127.0.0.1')
  socket.on('error', () => undefined)
  const reader = createInterface(socket)
  reader.on('error', () => undefined)
  const lines = reader[Symbol.asyncIterator]()
  const ended = new Promise<null>((resolve) => socket.once('close', () => resolve(null)))
  const patience = setTimeout(() => socket.destroy(), letter.patienceMs ?? 3000)

  const next = () =>
    lines.next().then(
      ({ value }) => value ?? null,
      () => null,
    )
  const hear = async (): Promise<string | null> => {
    for (;;) {
      const line = await Promise.race([next(), ended])
      if (line === null || line[3] === ' ') return line
    }
  }
  const say = (words: string | Buffer) => {
    socket.write(Buffer.concat([Buffer.from(words), Buffer.from('\r\n')]))
    return hear()
  }

  try {
    const greeting = await hear()
    if (!greeting?.startsWith('220')) return { answer: greeting, at: 'greeting' }
    await say('EHLO test.localhost')
    if (letter.login) await say(`AUTH PLAIN ${Buffer.from(`\0${letter.login}`).toString('base64')}`)

    const envelope = [
      ['MAIL', `MAIL FROM:<${letter.from ?? 'billing@lindqvist.example'}> BODY=8BITMIME`],
      ...[letter.to].flat().map((address) => ['RCPT', `RCPT TO:<${address}>`]),
      ['DATA', 'DATA'],
    ] as ['MAIL' | 'RCPT' | 'DATA', string][]
    for (const [at, words] of envelope) {
      const answer = await say(words)
      if (!answer || !/^[23]/.test(answer)) return { answer, at }
    }
    const answer = await say(Buffer.concat([Buffer.from(letter.message), Buffer.from('\r\n.')]))
    return { answer, at: answer?.startsWith('250') ? 'done' : 'message' }
  } finally {
    clearTimeout(patience)
    socket.destroy()
  }
}

/** A whole message from its headers and body, with the line ends that SMTP wants. */
export const message = (headers: Record<string, string>, body: string): string =>
  [...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ...body.split('\n')].join('\r\n')
