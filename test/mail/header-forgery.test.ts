import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Mail as Received } from '../../dev/mailbox/mail.ts'
import { isOneAddress } from '../../src/mail/header-text.ts'
import type { Mailer } from '../../src/mail/mail.ts'
import { rounds, seed } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { type SmtpMailbox, startSmtpMailbox } from './smtp-mailbox.ts'

const from = 'invoices@remit.example'
const to = 'jonas@wieland.example'
const replyTo = 'rechnung@kranwerk.example'
const text = 'Guten Tag'
const html = '<p>Guten Tag</p>'

let box: SmtpMailbox['box']
let url = ''
let smtp: SmtpMailbox['smtp']
let library: typeof import('worker-mailer')

beforeAll(async () => {
  ;({ box, smtp, url } = await startSmtpMailbox())
  library = await import('worker-mailer')
})

afterAll(() => box.stop())

/** Texts with a meaning in a mail header, mixed with random Unicode. */
const attacks = fc.constantFrom(
  '\r\nBcc: everybody@evil.example',
  '\nTo: everybody@evil.example',
  '\r\n\r\n<script>boom()</script>',
  '\r\n.\r\nMAIL FROM:<evil@evil.example>\r\n',
  '" <ceo@evil.example>, "',
  '\\" <ceo@evil.example>',
  '>, <ceo@evil.example',
  '=?UTF-8?Q?=0D=0ABcc:_everybody@evil.example?=',
  '=?UTF-8?B?Ig0KQmNjOiBldmlsQGV2aWwuZXhhbXBsZQ==?=',
  '\u2028Bcc: evil@evil.example',
  '\u0085Bcc: evil@evil.example',
  '\u560a\u560dBcc: evil@evil.example',
  '(a comment)',
  'Undisclosed: evil@evil.example;',
  '\u202e',
  '\ud83d',
  ',',
  ';',
  '\\',
  '"',
  '\t',
  '\0',
)

const words = fc
  .array(fc.oneof(attacks, fc.string({ unit: 'grapheme', maxLength: 20 }), fc.string({ unit: 'binary', maxLength: 5 })))
  .map((parts) => parts.join('').slice(0, 300))

/** A header's text as it should arrive: one line, white space collapsed, lone surrogates replaced. */
const shown = (name: string) =>
  name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()

const names = ['content-type', 'date', 'from', 'message-id', 'mime-version', 'reply-to', 'subject', 'to']

type Named = { readonly fromName: string; readonly subject: string }

/** Every difference between a mail as it was received and as it was meant. */
function violationsIn({ fromName, subject }: Named, mail: Received, raw: string): string[] {
  const found = {
    envelope: mail.envelope,
    headers: Object.keys(mail.headers).sort(),
    from: mail.from,
    to: mail.to,
    cc: mail.cc,
    replyTo: mail.replyTo,
    subject: mail.subject,
    text: mail.text?.trim(),
    html: mail.html?.trim(),
  }
  const meant: typeof found = {
    envelope: { from, to: [to] },
    headers: shown(subject) === '' ? names.filter((name) => name !== 'subject') : names,
    from: [{ name: shown(fromName), address: from }],
    to: [{ name: '', address: to }],
    cc: [],
    replyTo: [{ name: '', address: replyTo }],
    subject: shown(subject),
    text,
    html,
  }
  const longest = Math.max(...raw.split('\r\n').map((line) => line.length))
  return [
    ...Object.entries(meant)
      .filter(([what, value]) => !isDeepStrictEqual(found[what as keyof typeof found], value))
      .map(([what]) => `${what} is ${JSON.stringify(found[what as keyof typeof found])}`),
    ...(longest > 998 ? [`a line has ${longest} bytes`] : []),
  ]
}

/** Sends a mail for each name and subject, 50 at a time, and returns the violations of each, in order. */
async function sendAll(all: readonly Named[], mailer: Pick<Mailer, 'send'>): Promise<string[][]> {
  const violations: string[][] = []
  for (let first = 0; first < all.length; first += 50) {
    const some = all.slice(first, first + 50)
    const sending = some.map((named, i) =>
      mailer.send({ id: `out_${i}`, ...named, replyTo, to, html, text, attachments: [] }),
    )
    const outcomes = await Promise.all(sending)
    const arrived = (await (await fetch(`${box.url}/api/mails`)).json()) as Received[]
    for (const [i, named] of some.entries()) {
      const mails = arrived.filter(({ messageId }) => messageId === `<out_${i}@remit.example>`)
      const raws = mails.map(async ({ id }) => (await fetch(`${box.url}/mails/${id}/message.eml`)).bytes())
      const raw = Buffer.concat(await Promise.all(raws)).toString('latin1')
      const isOne = mails.length === 1 && outcomes[i]?.kind === 'sent'
      violations.push(isOne ? violationsIn(named, mails[0]!, raw) : [`${outcomes[i]?.kind}, ${mails.length} arrived`])
    }
    if (arrived.length !== some.length) violations.push([`${arrived.length} mails for ${some.length}`])
    await fetch(`${box.url}/api/mails`, { method: 'DELETE' })
  }
  return violations
}

/** The mail library without our encoding of names. */
const naive: Pick<Mailer, 'send'> = {
  async send({ fromName: name, replyTo, ...mail }) {
    const { hostname, port } = new URL(box.smtpUrl)
    const credentials = { username: 'remit', password: 'sandbox' }
    const { WorkerMailer, LogLevel } = library
    const open = {
      host: hostname,
      port: Number(port),
      credentials,
      authType: 'plain',
      logLevel: LogLevel.NONE,
    } as const
    const connection = await WorkerMailer.connect(open)
    const headers = { 'Message-ID': `<${mail.id}@remit.example>` }
    const sent = connection.send({ ...mail, attachments: [], from: { name, email: from }, reply: replyTo!, headers })
    const outcome = await sent.then(
      () => ({ kind: 'sent' }) as const,
      () => ({ kind: 'rejected', reason: '' }) as const,
    )
    await connection.close()
    return outcome
  },
}

const pairs = (numRuns: number): Named[] => fc.sample(fc.record({ fromName: words, subject: words }), { numRuns, seed })

test('no name and no subject adds a header, a recipient, a sender or a line to a mail', {
  timeout: 900_000,
}, async () => {
  const began = Date.now()
  const sent = await sendAll(pairs(rounds(200, 5000)), smtp.smtpMailer({ transport: 'smtp', url, from }))
  const forged = sent.filter((violations) => violations.length > 0)
  const seconds = Math.round((Date.now() - began) / 1000)
  tally('names and subjects in mail headers', { mails: sent.length, forged: forged.length, seconds })
  expect(forged).toEqual([])
})

test('a transport that writes names without encoding is caught', async () => {
  const sent = await sendAll(pairs(50), naive)
  const forged = sent.filter((violations) => violations.length > 0)
  tally('the same with names written as they come', { mails: sent.length, caught: forged.length })
  expect(forged.flat().some((violation) => violation.startsWith('headers is'))).toBe(true)
  expect(forged.flat().some((violation) => violation.startsWith('from is') && violation.includes('evil.example'))).toBe(
    true,
  )
})

test('a reply-to address is exactly one address', () => {
  for (const good of ['rechnung@kranwerk.example', "o'neil+billing@kranwerk.example", 'büro@kranwerk.example'])
    expect(isOneAddress(good)).toBe(true)
  for (const bad of [
    'rechnung',
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: everybody@evil.example',
    'Anke <a@b.example>',
    '"a b"@c.example',
    'a@b@c.example',
    'a@b.example;',
    '',
  ])
    expect(isOneAddress(bad), bad).toBe(false)
})
