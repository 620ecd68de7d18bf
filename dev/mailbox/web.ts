import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import type { Html } from '../html.ts'
import { bodyOf, bodyPolicy } from './body.ts'
import type { Faults } from './faults.ts'
import { listPage } from './list-page.ts'
import { attachmentOf, bytesOf, type Mail } from './mail.ts'
import { isViewName, mailPage, usualView } from './mail-page.ts'
import type { MailStore } from './mail-store.ts'

const pagePolicy =
  "default-src 'none'; style-src 'self'; img-src data:; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The mailbox's pages and JSON API as one fetch handler. */
export function mailboxWeb({ store, faults, smtpUrl }: { store: MailStore; faults: Faults; smtpUrl: string }): Hono {
  const web = new Hono()

  web.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
    c.header('referrer-policy', 'no-referrer')
    c.header('x-content-type-options', 'nosniff')
    if (!c.res.headers.has('content-security-policy')) c.header('content-security-policy', pagePolicy)
  })

  web.get('/', (c) => {
    const query = c.req.query('q')?.trim() ?? ''
    return page(listPage({ mails: store.find({ anywhere: query }), query, smtpUrl, now: new Date() }))
  })

  web.get('/style.css', async (c) => {
    const css = await readFile(join(import.meta.dirname, 'style.css'), 'utf8')
    return c.body(css, 200, { 'content-type': 'text/css; charset=utf-8' })
  })

  web.post('/mails/deletion', async (c) => {
    await store.clear()
    return c.redirect('/', 303)
  })

  web.get('/mails/:id/body', (c) => {
    const mail = store.get(c.req.param('id'))
    if (!mail?.html) return missing()
    const body = bodyOf(mail, (index) => `/mails/${mail.id}/attachments/${index}`)
    return c.html(body, 200, { 'content-security-policy': bodyPolicy })
  })

  web.get('/mails/:id/message.eml', (c) => {
    const mail = store.get(c.req.param('id'))
    if (!mail) return missing()
    return download(bytesOf(mail), 'message/rfc822', `${mail.id}.eml`)
  })

  web.get('/mails/:id/attachments/:index', async (c) => {
    const mail = store.get(c.req.param('id'))
    const index = Number(c.req.param('index'))
    const about = mail?.attachments[index]
    const bytes = mail && about && (await attachmentOf(mail, index))
    if (!bytes) return missing()
    return download(bytes, about.contentType, about.filename)
  })

  web.get('/mails/:id/:view?', async (c) => {
    const mail = store.get(c.req.param('id'))
    const view = c.req.param('view') ?? (mail && usualView(mail))
    if (!mail || !view || !isViewName(view)) return missing()
    if (c.req.method === 'GET') await store.markRead(mail)
    return page(mailPage(mail, view))
  })

  web.get('/api/mails', (c) => {
    const { to, subject, since } = c.req.query()
    const from = since === undefined ? undefined : new Date(/^\d+$/.test(since) ? Number(since) : since)
    if (from && Number.isNaN(from.getTime()))
      return c.json({ error: 'since must be an ISO 8601 instant or milliseconds since 1970.' }, 400)
    return c.json(store.find({ to, subject, since: from }).map(withoutSource))
  })

  web.get('/api/mails/:id', (c) => {
    const mail = store.get(c.req.param('id'))
    return mail ? c.json(withoutSource(mail)) : c.json({ error: 'There is no such mail.' }, 404)
  })

  web.delete('/api/mails', async (c) => {
    await store.clear()
    return c.body(null, 204)
  })

  web.get('/api/faults', (c) => c.json(faults.armed()))

  web.post('/api/faults', async (c) => {
    const trouble = faults.arm(await c.req.json().catch(() => null))
    return trouble ? c.json({ error: trouble }, 400) : c.json(faults.armed(), 201)
  })

  web.delete('/api/faults', (c) => {
    faults.clear()
    return c.body(null, 204)
  })

  web.notFound(missing)
  return web
}

const page = (content: Html) => new Response(content.text, { headers: { 'content-type': 'text/html; charset=utf-8' } })

const missing = () => new Response('There is nothing here.\n', { status: 404 })

/** Without the raw source, which is at /mails/:id/message.eml and would double the response. */
const withoutSource = ({ raw, ...mail }: Mail) => mail

function download(bytes: Buffer, contentType: string, filename: string): Response {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(contentType) ? contentType : 'application/octet-stream'
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(filename)}`,
      // An image may be shown by its mail; nothing in an attachment may run on this origin.
      'content-security-policy': "default-src 'none'; sandbox",
    },
  })
}
