import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readMail } from '../../dev/mailbox/mail.ts'
import { MailStore } from '../../dev/mailbox/mail-store.ts'
import { type Mailbox, startMailbox } from '../../dev/mailbox/start.ts'
import { invoiceMail, payLink, reminderMail } from './sample-mail.ts'
import { deliver, message } from './smtp-client.ts'

let home: string
let mailbox: Mailbox

const start = () => startMailbox({ smtpPort: 0, port: 0, dataFile: join(home, 'mail', 'box.jsonl') })

const get = (path: string) => fetch(mailbox.url + path)
const read = async (path: string) => (await get(path)).text()
const mails = async (query = '') => (await get(`/api/mails${query}`)).json()
const post = (path: string, body: unknown) => fetch(mailbox.url + path, { method: 'POST', body: JSON.stringify(body) })
const fail = async (fault: object) => expect((await post('/api/faults', fault)).status).toBe(201)

const toInes = { to: ['ines@example.com', 'books@example.com', 'archive@lindqvist.example'], message: invoiceMail }
const toOtto = { to: 'otto@example.com', message: reminderMail }

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'remit-mailbox-'))
  mailbox = await start()
})

afterEach(async () => {
  await mailbox.stop()
  await rm(home, { recursive: true, force: true })
})

describe('a mail that arrives', () => {
  test('is listed with parties, subject, both parts, links, attachments and the blind copy', async () => {
    expect(await deliver(mailbox.smtpUrl, toInes)).toMatchObject({ at: 'done' })
    const [mail] = await mails()
    expect(mail).toMatchObject({
      from: [{ name: 'Lindqvist & Söhne', address: 'billing@lindqvist.example' }],
      to: [{ name: 'Inès', address: 'ines@example.com' }],
      cc: [{ name: '', address: 'books@example.com' }],
      replyTo: [{ name: '', address: 'help@lindqvist.example' }],
      envelope: { from: 'billing@lindqvist.example', to: toInes.to },
      subject: 'Facture “0042” – 1 190,50 € 請求書',
      date: '2026-11-01T08:00:00.000Z',
      messageId: '<outbox-42@lindqvist.example>',
      unread: true,
      links: [payLink],
      attachments: [
        { filename: 'logo.png', contentType: 'image/png', cid: 'logo@lindqvist', inline: true },
        { filename: 'Facture €.pdf', contentType: 'application/pdf', size: 24, inline: false },
      ],
    })
    expect(mail.headers['list-unsubscribe']).toBe('<http://127.0.0.1:8787/off>')
    expect(mail.text).toBe(`Bonjour Inès,\npayez ici : ${payLink}.\n.Une ligne qui commence par un point.`)
    expect(mail.html).toContain('<p>Bonjour Inès</p>')
    expect(await (await get(`/api/mails/${mail.id}`)).json()).toEqual(mail)
  })

  test('is stored byte for byte with its attachments', async () => {
    await deliver(mailbox.smtpUrl, toInes)
    const [{ id }] = await mails()
    const source = Buffer.from(await (await get(`/mails/${id}/message.eml`)).arrayBuffer())
    expect((await simpleParser(source)).subject).toBe('Facture “0042” – 1 190,50 € 請求書')
    expect(source.toString('utf8')).toContain('\r\n.Une ligne')

    const pdf = await get(`/mails/${id}/attachments/1`)
    expect(pdf.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''Facture%20%E2%82%AC.pdf")
    expect(await pdf.text()).toBe('%PDF-1.7 not much of one')
    expect((await get(`/mails/${id}/attachments/2`)).status).toBe(404)
  })

  test('without an HTML or text part has none derived', async () => {
    await deliver(mailbox.smtpUrl, toOtto)
    const html = message({ Subject: 'only HTML', 'Content-Type': 'text/html' }, '<p>hello</p>')
    await deliver(mailbox.smtpUrl, { to: 'otto@example.com', message: html })
    expect(await mails()).toMatchObject([
      { subject: 'only HTML', text: null, to: [], date: null },
      { html: null, links: ['http://127.0.0.1:8787/i/def'] },
    ])
  })

  test('is shown twice when it is sent twice', async () => {
    await deliver(mailbox.smtpUrl, toInes)
    await deliver(mailbox.smtpUrl, toInes)
    const [first, second] = await mails()
    expect(first.messageId).toBe(second.messageId)
    expect(first.id).not.toBe(second.id)
  })

  test('is accepted with any password or none', async () => {
    expect(await deliver(mailbox.smtpUrl, { ...toOtto, login: 'remit\0whatever' })).toMatchObject({ at: 'done' })
  })

  test('is refused above 10 MB and accepted below', async () => {
    const sized = (bytes: number) =>
      message(
        { Subject: 'large' },
        'x'
          .repeat(70)
          .concat('\n')
          .repeat(bytes / 72),
      )
    const large = await deliver(mailbox.smtpUrl, { ...toOtto, message: sized(10.6e6) })
    expect(large).toMatchObject({ at: 'message', answer: expect.stringMatching(/^552 .*larger than 10 MB/) })
    expect(await deliver(mailbox.smtpUrl, { ...toOtto, message: sized(9.9e6) })).toMatchObject({ at: 'done' })
    expect(await mails()).toHaveLength(1)
  })
})

describe('finding mail', () => {
  test('by recipient, subject and time, newest first', async () => {
    await deliver(mailbox.smtpUrl, toInes)
    const [{ receivedAt }] = await mails()
    await deliver(mailbox.smtpUrl, toOtto)
    const subjects = async (query: string) => (await mails(query)).map((mail: { subject: string }) => mail.subject)

    expect(await subjects('')).toEqual(['Reminder: invoice 0007', 'Facture “0042” – 1 190,50 € 請求書'])
    expect(await subjects('?to=OTTO@')).toEqual(['Reminder: invoice 0007'])
    expect(await subjects('?to=archive@lindqvist')).toEqual(['Facture “0042” – 1 190,50 € 請求書'])
    expect(await subjects('?to=ines@example.com&subject=reminder')).toEqual([])
    expect(await subjects(`?since=${new Date(receivedAt).getTime()}`)).toHaveLength(2)
    expect(await subjects(`?since=${new Date(Date.now() + 1000).toISOString()}`)).toEqual([])
    expect((await get('/api/mails?since=yesterday')).status).toBe(400)
  })

  test('on the page searches recipients and subjects', async () => {
    await deliver(mailbox.smtpUrl, toInes)
    await deliver(mailbox.smtpUrl, toOtto)
    expect(await read('/?q=In%C3%A8s')).toContain('Facture')
    expect(await read('/?q=In%C3%A8s')).not.toContain('Reminder')
    expect(await read('/?q=0007')).toContain('Reminder')
    expect(await read('/?q=%3Cb%3E')).toContain('No recipient or subject has “&lt;b&gt;”')
  })
})

describe('the page', () => {
  test('counts unread mails; a GET marks a mail as read, a HEAD does not', async () => {
    await deliver(mailbox.smtpUrl, toOtto)
    const [{ id }] = await mails()
    await fetch(`${mailbox.url}/mails/${id}`, { method: 'HEAD' })
    expect(await read('/')).toContain('<title>(1) Mailbox</title>')
    await read(`/mails/${id}`)
    expect(await read('/')).toContain('<title>Mailbox</title>')
    expect(await mails()).toMatchObject([{ unread: false }])
  })

  test('escapes a hostile subject, sender and text', async () => {
    const hostile = message(
      {
        To: '"<script>" <otto@example.com>',
        From: '"<img src=x onerror=alert(1)>" <a@b.example>',
        Subject: '<script>alert(1)</script>',
        'X-Evil': '<script>',
      },
      '</pre><script>alert(2)</script> http://x.example/"onclick="alert(3)',
    )
    await deliver(mailbox.smtpUrl, { to: 'otto@example.com', message: hostile })
    const [{ id }] = await mails()
    for (const path of ['/', `/mails/${id}`, `/mails/${id}/source`]) {
      const page = await read(path)
      expect(page).toContain('&lt;script&gt;')
      expect(page).not.toMatch(/<script|<img|"onclick/)
    }
  })

  test('shows the HTML part in a frame without scripts and foreign requests', async () => {
    await deliver(mailbox.smtpUrl, toInes)
    const [{ id }] = await mails()
    const policy = (await get(`/mails/${id}/body`)).headers.get('content-security-policy')
    expect(policy).toBe(
      "default-src 'none'; img-src 'self' data: http://127.0.0.1:* http://localhost:*; style-src 'unsafe-inline'; " +
        "form-action 'none'; base-uri 'none'; frame-ancestors 'self'; " +
        'sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation',
    )
    const page = await read(`/mails/${id}`)
    expect(page).toContain(
      'sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"',
    )
    expect(await read(`/mails/${id}/body`)).toContain('<head><base target="_blank">')
    expect(await read(`/mails/${id}/body`)).toContain(`<img src="/mails/${id}/attachments/0"`)
  })

  test('links the addresses in the text without trailing punctuation', async () => {
    await deliver(mailbox.smtpUrl, toOtto)
    const [{ id }] = await mails()
    expect(await read(`/mails/${id}`)).toContain(
      '(<a href="http://127.0.0.1:8787/i/def">http://127.0.0.1:8787/i/def</a>) is still open',
    )
  })

  test('deletes all mails, from the page and from the API', async () => {
    await deliver(mailbox.smtpUrl, toOtto)
    const answer = await fetch(`${mailbox.url}/mails/deletion`, { method: 'POST', redirect: 'manual' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    expect(await mails()).toEqual([])

    await deliver(mailbox.smtpUrl, toOtto)
    expect((await fetch(`${mailbox.url}/api/mails`, { method: 'DELETE' })).status).toBe(204)
    expect(await read('/')).toContain(`The mailbox listens at <code>${mailbox.smtpUrl}</code>`)
  })

  test('refuses state changes from a page of another site', async () => {
    await deliver(mailbox.smtpUrl, toOtto)
    const headers = { 'sec-fetch-site': 'cross-site' }
    const answer = await fetch(`${mailbox.url}/mails/deletion`, { method: 'POST', headers, redirect: 'manual' })
    expect(answer.status).toBe(403)
    expect(await mails()).toHaveLength(1)
  })

  test.for(['/nothing', '/mails/none', '/mails/none/body', '/mails/none/attachments/0', '/api/mails/none'])(
    'answers 404 at %s',
    async (path) => expect((await get(path)).status).toBe(404),
  )
})

describe('a restart', () => {
  test('keeps the mails and which of them were read', async () => {
    await deliver(mailbox.smtpUrl, toInes)
    await deliver(mailbox.smtpUrl, toOtto)
    const [otto] = await mails()
    await read(`/mails/${otto.id}`)
    const before = await mails()
    await mailbox.stop()
    mailbox = await start()
    expect(await mails()).toEqual(before)
    expect(before.map((mail: { unread: boolean }) => mail.unread)).toEqual([false, true])
  })

  test('after a crash in the middle of a line loses only that line', async () => {
    await deliver(mailbox.smtpUrl, toInes)
    await mailbox.stop()
    await appendFile(join(home, 'mail', 'box.jsonl'), '{"mail":{"id":"half')
    mailbox = await start()
    await deliver(mailbox.smtpUrl, toOtto)
    await mailbox.stop()
    mailbox = await start()
    expect(await mails()).toHaveLength(2)
  })

  test('keeps the last 500 mails and no more, in memory and in the file', async () => {
    const file = join(home, 'many.jsonl')
    const store = await MailStore.open(file)
    const mail = await readMail(Buffer.from(reminderMail), { from: '', to: [] }, new Date())
    for (let index = 1; index <= 2100; index += 1) await store.add({ ...mail, id: String(index) })
    const ids = (store: MailStore) => store.find().map(({ id }) => Number(id))
    expect(ids(store)).toEqual(Array.from({ length: 500 }, (_, index) => 2100 - index))
    expect((await readFile(file, 'utf8')).trim().split('\n').length).toBeLessThanOrEqual(2000)

    expect(ids(await MailStore.open(file))).toEqual(ids(store))
    expect((await readFile(file, 'utf8')).trim().split('\n')).toHaveLength(500)
  })
})

describe('a fault on request', () => {
  test('refuse: the connection ends before the greeting, the given number of times', async () => {
    await fail({ kind: 'refuse', times: 2 })
    expect(await deliver(mailbox.smtpUrl, toOtto)).toEqual({ answer: null, at: 'greeting' })
    expect(await deliver(mailbox.smtpUrl, toOtto)).toEqual({ answer: null, at: 'greeting' })
    expect(await deliver(mailbox.smtpUrl, toOtto)).toMatchObject({ at: 'done' })
  })

  test.for([
    ['tempfail_451', '451 4.3.0 Try again later'],
    ['reject_550', '550 5.1.1 There is no such mailbox'],
  ])('%s: only the recipient it is meant for is turned away', async ([kind, answer]) => {
    await fail({ kind, times: 1, to: 'ines@' })
    expect(await deliver(mailbox.smtpUrl, toOtto)).toMatchObject({ at: 'done' })
    expect(await deliver(mailbox.smtpUrl, toInes)).toEqual({ answer, at: 'RCPT' })
    expect(await deliver(mailbox.smtpUrl, toInes)).toMatchObject({ at: 'done' })
  })

  test('drop_after_accept: the mail is stored, and the sender gets no reply', async () => {
    await fail({ kind: 'drop_after_accept' })
    expect(await deliver(mailbox.smtpUrl, toOtto)).toEqual({ answer: null, at: 'message' })
    expect(await mails('?to=otto')).toHaveLength(1)
  })

  test('hang: the mail is not stored, and the sender gets no reply', async () => {
    await fail({ kind: 'hang' })
    const started = Date.now()
    expect(await deliver(mailbox.smtpUrl, { ...toOtto, timeoutMs: 300 })).toEqual({ answer: null, at: 'message' })
    expect(Date.now() - started).toBeGreaterThanOrEqual(290)
    expect(await mails()).toEqual([])
  })

  test('is listed until it is used up or cleared', async () => {
    await fail({ kind: 'hang', times: 3, to: 'otto' })
    expect(await (await get('/api/faults')).json()).toEqual([{ kind: 'hang', times: 3, to: 'otto' }])
    await fetch(`${mailbox.url}/api/faults`, { method: 'DELETE' })
    expect(await deliver(mailbox.smtpUrl, toOtto)).toMatchObject({ at: 'done' })
  })

  test.for([
    [{ kind: 'explode' }, 'kind must be one of refuse, tempfail_451, reject_550, drop_after_accept, hang.'],
    [{ kind: 'hang', times: 0 }, 'times must be a whole number from 1.'],
    [{ kind: 'hang', to: 7 }, 'to must be a recipient, or a part of one.'],
    [{ kind: 'refuse', to: 'otto' }, 'refuse applies before any recipient is known, so it cannot have a to.'],
    ['nonsense', 'kind must be one of refuse, tempfail_451, reject_550, drop_after_accept, hang.'],
  ] as const)('is refused when it makes no sense: %j', async ([request, error]) => {
    const answer = await post('/api/faults', request)
    expect([answer.status, await answer.json()]).toEqual([400, { error }])
  })
})
