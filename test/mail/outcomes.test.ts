import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { cloudflareMailer } from '../../src/mail/cloudflare.ts'
import type { Mail } from '../../src/mail/mail.ts'
import { resendMailer } from '../../src/mail/resend.ts'
import { smtpMailer } from '../../src/mail/smtp.ts'

const smtp = vi.hoisted(() => ({
  connecting: null as Error | null,
  sending: null as Error | null,
  sent: [] as object[],
}))

vi.mock('worker-mailer', () => ({
  Email: { prototype: {} },
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
  attachments: [],
  html: '<p>Guten Tag</p>',
  text: 'Guten Tag',
}

/** The outcome of a mail for a response by Resend, and the request that was sent. */
async function resend(status: number | 'cut', body: unknown = {}) {
  const seen: { headers: NodeJS.Dict<string | string[]>; body: Record<string, unknown> }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    seen.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) })
    if (status === 'cut') response.destroy()
    else response.writeHead(status).end(JSON.stringify(body))
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
  test.each([200, 201])('accepts a mail with status %i', async (status) => {
    expect((await resend(status, { id: 'mail_1' })).outcome).toEqual({ kind: 'sent' })
  })

  // Bug: a proxy's page with status 200 was taken for Resend's confirmation that the mail was sent.
  test('is retried after a 200 without the id of the mail', async () => {
    for (const other of [{}, null, 'Welcome to this hotel', { id: 7 }])
      expect((await resend(200, other)).outcome).toEqual({ kind: 'later', reason: 'resend_200' })
  })

  // Bug: while the operator's key or sender was misconfigured, mails were given up for good.
  test.each([401, 403, 409, 429, 500, 503])('is retried after status %i', async (status) => {
    expect((await resend(status)).outcome).toEqual({ kind: 'later', reason: `resend_${status}` })
  })

  test.each([400, 404, 422])('is not retried after status %i', async (status) => {
    expect((await resend(status)).outcome).toEqual({ kind: 'rejected', reason: `resend_${status}` })
  })

  test('reports a refused address only if the response names `to`', async () => {
    const unfit = { name: 'validation_error', message: 'Invalid `to` field. It needs to follow the email format.' }
    expect((await resend(422, unfit)).outcome).toEqual({ kind: 'address_refused', reason: 'resend_422' })
    for (const other of [{ ...unfit, message: 'Invalid `from` field.' }, { name: 'missing_required_field' }, null])
      expect((await resend(422, other)).outcome).toEqual({ kind: 'rejected', reason: 'resend_422' })
    expect((await resend(409, { name: 'invalid_idempotent_request' })).outcome).toEqual({ kind: 'sent' })
  })

  test('is retried under the same key if its response was lost', async () => {
    const { outcome, request } = await resend('cut')
    expect(outcome.kind).toBe('later')
    expect(request?.headers).toMatchObject({ 'idempotency-key': 'out_1', authorization: 'Bearer re_key' })
  })

  test('gets a sender without line breaks', async () => {
    const { request } = await resend(200, { id: 'mail_1' })
    expect(request?.body).toMatchObject({
      from: '"Kranwerk BerlinBcc: all@example.com" <post@kranwerk.example>',
      to: ['jonas@customer.example'],
      reply_to: 'rechnung@kranwerk.example',
    })
  })
})

describe('Cloudflare', () => {
  const failing = (error: object) =>
    cloudflareMailer({
      transport: 'cloudflare',
      from: 'post@kranwerk.example',
      binding: { send: () => Promise.reject(error) } as unknown as SendEmail,
    }).send(mail)

  test('maps its error codes to outcomes, and an error without a code to unknown', async () => {
    expect(await failing({ code: 'E_RECIPIENT_SUPPRESSED' })).toMatchObject({ kind: 'address_refused' })
    expect(await failing({ code: 'E_RATE_LIMIT_EXCEEDED' })).toMatchObject({ kind: 'later' })
    expect(await failing({ code: 'E_CONTENT_TOO_LARGE' })).toMatchObject({ kind: 'rejected' })
    expect(await failing(new TypeError('lost'))).toEqual({ kind: 'unknown', reason: 'TypeError' })
  })
})

describe('SMTP', () => {
  const mailer = smtpMailer({ transport: 'smtp', url: 'smtp://mail.example:587', from: 'post@kranwerk.example' })
  const replying = (message: string, to = mail.to) => {
    smtp.sending = new Error(message)
    return mailer.send({ ...mail, to })
  }

  test('sends a mail with our id as Message-ID', async () => {
    expect(await mailer.send(mail)).toEqual({ kind: 'sent' })
    expect(smtp.sent).toMatchObject([{ headers: { 'Message-ID': '<out_1@kranwerk.example>' } }])
  })

  test('is retried if the connection or the login fails', async () => {
    smtp.connecting = new Error('Failed to plain authentication: 535 5.7.8 no')
    expect(await mailer.send(mail)).toMatchObject({ kind: 'later' })
  })

  test('is retried after a 4xx, and not after a 5xx', async () => {
    expect(await replying('Failed to send DATA: 451 4.7.1 busy')).toMatchObject({ kind: 'later' })
    expect(await replying('Failed send email body: 552 5.3.4 too big')).toMatchObject({ kind: 'rejected' })
    expect(await replying('Failed to send DATA: 450\r\n')).toMatchObject({ kind: 'later' })
  })

  test('may have delivered a mail without a reply', async () => {
    expect(await replying('Timeout while waiting for smtp server response')).toMatchObject({ kind: 'unknown' })
  })

  // Bug: digits in the customer's address were read as the reply code.
  test('takes no reply code from the digits of an address', async () => {
    const busy = 'Invalid RCPT TO: <500-club@customer.example> NOTIFY=NEVER 450 4.2.0 greylisted'
    expect(await replying(busy)).toMatchObject({ kind: 'later' })
    const gone = 'Invalid RCPT TO: <team-450-a@customer.example> 550 5.1.1 no such user'
    expect(await replying(gone)).toMatchObject({ kind: 'address_refused' })
  })

  test('reports a refused address only if the address is the reason, not the sender or a policy', async () => {
    const refused = (answer: string) => replying(`Invalid RCPT TO: <5.7.1@customer.example> NOTIFY=NEVER ${answer}`)
    for (const answer of ['550 5.1.1 no such user', '550 no such user', '553 5.1.3 bad address', '552 5.2.1 disabled'])
      expect(await refused(answer), answer).toEqual({ kind: 'address_refused', reason: expect.any(String) })
    const ofSender = [
      '550 5.7.1 blocked',
      '554 5.7.26 not authenticated',
      '550 5.1.8 bad sender',
      '503 5.5.1 bad sequence',
    ]
    const ofServer = ['550 relay not permitted', '552 5.2.2 mailbox full', '550 5.4.1 access denied', '554 no thanks']
    for (const answer of [...ofSender, ...ofServer])
      expect(await refused(answer), answer).toMatchObject({ kind: 'rejected' })
    expect(await refused('450 4.1.1 not yet known')).toMatchObject({ kind: 'later' })
    expect(await replying('Invalid MAIL FROM: <post@kranwerk.example> 550 5.1.0 no')).toMatchObject({
      kind: 'rejected',
    })
  })
})
