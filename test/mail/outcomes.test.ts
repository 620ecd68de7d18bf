import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Mail } from '../../src/mail/mail.ts'
import { resendMailer } from '../../src/mail/resend.ts'
import { smtpMailer } from '../../src/mail/smtp.ts'

const smtp = vi.hoisted(() => ({
  connecting: null as Error | null,
  sending: null as Error | null,
  sent: [] as object[],
}))

vi.mock('worker-mailer', () => ({
  LogLevel: { NONE: 4 },
  WorkerMailer: {
    prototype: {},
    connect: async () => {
      if (smtp.connecting) throw smtp.connecting
      return {
        send: async (mail: object) => {
          smtp.sent.push(mail)
          if (smtp.sending) throw smtp.sending
        },
        close: async () => undefined,
      }
    },
  },
}))

afterEach(() => Object.assign(smtp, { connecting: null, sending: null, sent: [] }))

const mail: Mail = {
  id: 'out_1',
  fromName: 'Kranwerk "Berlin"\r\nBcc: all@example.com',
  replyTo: 'rechnung@kranwerk.example',
  to: 'jonas@customer.example',
  subject: 'Rechnung KW-0017',
  html: '<p>Guten Tag</p>',
  text: 'Guten Tag',
}

/** What Resend's mailer makes of an answer, and the request that it sent. */
async function resend(status: number | 'cut') {
  const seen: { headers: NodeJS.Dict<string | string[]>; body: Record<string, unknown> }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    seen.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) })
    if (status === 'cut') response.destroy()
    else response.writeHead(status).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const mailer = resendMailer(
    { transport: 'resend', apiKey: 're_key', from: 'post@kranwerk.example' },
    `http://127.0.0.1:${port}`,
  )
  const outcome = await mailer.send(mail)
  await new Promise((resolve) => server.close(resolve))
  return { outcome, request: seen[0] }
}

describe('Resend', () => {
  test.each([200, 201])('takes a mail with %i', async (status) => {
    expect((await resend(status)).outcome).toEqual({ kind: 'sent' })
  })

  // Bug: while the operator's key or sender was not in order, every mail of that time was given up for ever.
  test.each([401, 403, 409, 429, 500, 503])('may take it later after %i', async (status) => {
    expect((await resend(status)).outcome).toEqual({ kind: 'later', reason: `resend_${status}` })
  })

  test.each([400, 404, 422])('never takes it after %i', async (status) => {
    expect((await resend(status)).outcome).toEqual({ kind: 'rejected', reason: `resend_${status}` })
  })

  test('is asked again under the same key where its answer was lost', async () => {
    const { outcome, request } = await resend('cut')
    expect(outcome.kind).toBe('later')
    expect(request?.headers).toMatchObject({ 'idempotency-key': 'out_1', authorization: 'Bearer re_key' })
  })

  test('is given a sender of one line', async () => {
    const { request } = await resend(200)
    expect(request?.body).toMatchObject({
      from: '"Kranwerk BerlinBcc: all@example.com" <post@kranwerk.example>',
      to: ['jonas@customer.example'],
      reply_to: 'rechnung@kranwerk.example',
    })
  })
})

describe('SMTP', () => {
  const mailer = smtpMailer({ transport: 'smtp', url: 'smtp://mail.example:587', from: 'post@kranwerk.example' })
  const saying = (message: string, to = mail.to) => {
    smtp.sending = new Error(message)
    return mailer.send({ ...mail, to })
  }

  test('takes a mail, with our id of it', async () => {
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' })
    expect(smtp.sent).toMatchObject([{ headers: { 'Message-ID': '<out_1@kranwerk.example>' } }])
  })

  test('that cannot be reached, or does not know us, is tried later', async () => {
    smtp.connecting = new Error('Failed to plain authentication: 535 5.7.8 no')
    expect(await mailer.send(mail)).toMatchObject({ kind: 'later' })
  })

  test('that says 4xx is tried later, that says 5xx is not', async () => {
    expect(await saying('Failed to send DATA: 451 4.7.1 busy')).toMatchObject({ kind: 'later' })
    expect(await saying('Failed send email body: 552 5.3.4 too big')).toMatchObject({ kind: 'rejected' })
    expect(await saying('Failed to send DATA: 450\r\n')).toMatchObject({ kind: 'later' })
  })

  test('that says nothing more may have delivered it', async () => {
    expect(await saying('Timeout while waiting for smtp server response')).toMatchObject({ kind: 'unknown' })
  })

  // Bug: digits in the customer's own address were read as the server's answer.
  test('is not understood by the digits of an address', async () => {
    const busy = 'Invalid RCPT TO: <500-club@customer.example> NOTIFY=NEVER 450 4.2.0 greylisted'
    expect(await saying(busy)).toMatchObject({ kind: 'later' })
    const gone = 'Invalid RCPT TO: <team-450-a@customer.example> 550 5.1.1 no such user'
    expect(await saying(gone)).toMatchObject({ kind: 'rejected' })
  })
})
