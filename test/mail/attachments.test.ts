import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { simpleParser } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentFileName } from '../../src/core/documents/file-name.ts'
import { cloudflareMailer } from '../../src/mail/cloudflare.ts'
import { type Mail, usualFileBytes } from '../../src/mail/mail.ts'
import { resendMailer } from '../../src/mail/resend.ts'
import { type SmtpMailbox, startSmtpMailbox } from './smtp-mailbox.ts'

const from = 'invoices@remit.example'

let mailbox: SmtpMailbox

beforeAll(async () => {
  mailbox = await startSmtpMailbox()
})

afterAll(() => mailbox.box.stop())

/** Every byte, in an order that no encoding survives by luck; a dot at the start of a line is among them. */
const bytesOf = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 151 + (i >> 8) * 7) & 255)

const mailWith = (name: string, bytes: Uint8Array<ArrayBuffer>): Mail => ({
  id: `out_${crypto.randomUUID()}`,
  fromName: 'Kranwerk Berlin GmbH',
  replyTo: null,
  to: 'jonas@wieland.example',
  subject: 'Rechnung KW-0017',
  html: '<p>Guten Tag</p>',
  text: 'Guten Tag\n\nContent-Disposition: attachment; filename="fremd.pdf";\n',
  attachments: [{ name, type: 'application/pdf', bytes }],
})

type Received = { readonly name: string | undefined; readonly type: string; readonly bytes: Buffer }

/** Sends through the mailbox's SMTP server and reads the message as its receiver does. */
async function bySmtp(mail: Mail): Promise<Received[]> {
  const { box, smtp, url } = mailbox
  expect(await smtp.smtpMailer({ transport: 'smtp', url, from }).send(mail)).toEqual({ kind: 'sent' })
  const mails = (await (await fetch(`${box.url}/api/mails`)).json()) as { id: string; messageId: string }[]
  const { id } = mails.find(({ messageId }) => messageId === `<${mail.id}@remit.example>`)!
  const raw = Buffer.from(await (await fetch(`${box.url}/mails/${id}/message.eml`)).arrayBuffer())
  expect(
    Math.max(
      ...raw
        .toString('latin1')
        .split('\r\n')
        .map(({ length }) => length),
    ),
  ).toBeLessThanOrEqual(998)
  expect(raw.every((byte) => byte < 128)).toBe(true)
  const { attachments, text } = await simpleParser(raw)
  expect(text?.trim()).toBe(mail.text.trim())
  return attachments.map(({ filename, contentType: type, content: bytes }) => ({ name: filename, type, bytes }))
}

/** The attachments in the request that Resend gets. */
async function byResend(mail: Mail): Promise<Received[]> {
  let received: Received[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    type Sent = { filename: string; content_type: string; content: string }
    const { attachments } = JSON.parse(Buffer.concat(chunks).toString()) as { attachments: Sent[] }
    received = attachments.map(({ filename: name, content_type: type, content }) => ({
      name,
      type,
      bytes: Buffer.from(content, 'base64'),
    }))
    response.end(JSON.stringify({ id: 'mail_1' }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  expect(await resendMailer({ transport: 'resend', apiKey: 're_key', from }, url).send(mail)).toEqual({ kind: 'sent' })
  await new Promise((resolve) => server.close(resolve))
  return received
}

/** The attachments that Cloudflare's binding gets. */
async function byCloudflare(mail: Mail): Promise<Received[]> {
  let received: Received[] = []
  type Sent = { filename: string; type: string; content: Uint8Array; disposition: string }
  const binding = {
    send: async ({ attachments }: { attachments: Sent[] }) => {
      expect(attachments.map(({ disposition }) => disposition)).toEqual(['attachment'])
      received = attachments.map(({ filename: name, type, content }) => ({ name, type, bytes: Buffer.from(content) }))
    },
  } as unknown as SendEmail
  expect(await cloudflareMailer({ transport: 'cloudflare', binding, from }).send(mail)).toEqual({ kind: 'sent' })
  return received
}

const sellers = [
  'Kranwerk Berlin GmbH',
  'Müller & Söhne',
  '花見製菓株式会社',
  'شركة القصر للمقاولات',
  "L'Œuvre (Paris) *1*",
  '𝒶'.repeat(300),
]

describe.each([
  ['SMTP', bySmtp],
  ['Resend', byResend],
  ['Cloudflare', byCloudflare],
])('%s', (_, sent) => {
  test.each(sellers)('delivers the file of %s under its name, byte for byte', async (name) => {
    const file = documentFileName({ seller: { name } }, { kind: 'invoice', number: 'KW-0017' })
    expect(file).toMatch(/ KW-0017\.pdf$/)
    const bytes = bytesOf(70_001)
    const received = await sent(mailWith(file, bytes))
    expect(received.map(({ name, type }) => [name, type])).toEqual([[file, 'application/pdf']])
    expect(received[0]!.bytes.equals(bytes)).toBe(true)
  })
})

test('no file name adds a header, a parameter or a part', async () => {
  for (const name of [
    'a"\r\nBcc: all@evil.example',
    'a\r\n\r\n<b>',
    'a"; filename="b.exe',
    '\u202efdp.exe',
    '=?UTF-8?Q?=0D=0A?=',
  ]) {
    const [file, ...others] = await bySmtp(mailWith(`${name}.pdf`, bytesOf(10)))
    expect([file?.type, file?.bytes.length, others]).toEqual(['application/pdf', 10, []])
    expect(file?.name).toBe(`${name}.pdf`)
  }
})

test('the largest file makes a message that is accepted: 10 MB, or 5 MiB at Cloudflare', async () => {
  const { Email } = await import('worker-mailer')
  const content = Buffer.from(bytesOf(usualFileBytes / 10)).toString('base64')
  const attachments = [{ filename: 'Müller & Söhne KW-0017.pdf', mimeType: 'application/pdf', content }]
  const message = new Email({ from, to: from, subject: 'x', text: 'x'.repeat(5_000), attachments }).getEmailData()
  expect(message.length * 10).toBeLessThan(10_000_000)
  const { mostFileBytes } = cloudflareMailer({ transport: 'cloudflare', binding: {} as SendEmail, from })
  expect((message.length / (usualFileBytes / 10)) * mostFileBytes).toBeLessThan(5 * 1024 * 1024)
})

test('a file is named as its owner can keep it', () => {
  const name = (seller: string) =>
    documentFileName({ seller: { name: seller } }, { kind: 'invoice', number: 'KW/2026-17' })
  expect(name('Müller & Söhne')).toBe('Müller & Söhne KW 2026-17.pdf')
  expect(name('A/B\\C: "D" <E>|F?*')).toBe('A B C D E F KW 2026-17.pdf')
  expect(name('\u202ecod.exe\n')).toBe('cod.exe KW 2026-17.pdf')
  expect(name('\ud83d')).toBe('\ufffd KW 2026-17.pdf')
  expect(name('')).toBe('KW 2026-17.pdf')
})
