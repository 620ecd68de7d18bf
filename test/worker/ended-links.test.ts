import { beforeAll, expect, test } from 'vitest'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { revokeLink } from '../../src/actions/links/revoke-link.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { signLink } from '../../src/crypto/link-token.ts'
import { linksOf } from '../../src/db/repositories/links.ts'
import { ask } from './environment.ts'
import { clock, done, merchant, newDeps } from './merchant.ts'

const kranwerk = merchant('acct_kranwerk')
const address = 'buchhaltung@brandt.example'

beforeAll(() => clock.read())

async function issued(): Promise<IssuedInvoice> {
  const { id: customerId } = await kranwerk.customer({ name: 'Brandt Maschinenbau KG', email: address })
  const { id: invoiceId } = await kranwerk.draft(customerId)
  return done(await finalizeInvoice(newDeps(), kranwerk.unit, { invoiceId })) as IssuedInvoice
}

/** A link of an invoice's customer that ended at an instant, in ms since 1970. */
async function linkOf({ accountId, id: invoiceId }: IssuedInvoice, expiresAt: number) {
  const { db, linkKeys } = newDeps()
  const link = (await linksOf(db, accountId, invoiceId)).find(({ recipient }) => recipient !== null)!
  return { linkId: link.id, token: await signLink(linkKeys, { accountId, invoiceId, linkId: link.id }, expiresAt) }
}

const expired = async (invoice: IssuedInvoice) => (await linkOf(invoice, clock.now() - 5000)).token

async function revoked(invoice: IssuedInvoice) {
  const { linkId, token } = await linkOf(invoice, clock.now() + 1e8)
  done(await revokeLink(newDeps(), kranwerk.unit, { invoiceId: invoice.id, linkId }))
  return token
}

/** What a link's page says, without its styles. */
async function pageOf(token: string, path = '') {
  const response = await ask(`/i/${token}${path}`, { headers: { 'accept-language': 'en' } })
  const html = await response.text()
  return { status: response.status, html, text: html.replace(/<style.*?<\/style>/gs, '').replace(/nonce="[^"]+"/g, '') }
}

const freshLinkForm = '<form method="post">'

test.each([
  ['expired', expired],
  ['revoked', revoked],
])('an %s link says whose it was and where a fresh one goes, and nothing of the invoice', async (_, end) => {
  const invoice = await issued()
  const { status, html, text } = await pageOf(await end(invoice))
  expect(status).toBe(404)
  for (const part of ['Kranwerk Berlin GmbH', 'b•••@b•••.example', 'mailto:rechnung@kranwerk.example', '+49 30'])
    expect(text).toContain(part)
  const [, logo = ''] = /<img class="logo" src="(\/logos\/[^"]+)"/.exec(text) ?? []
  expect((await ask(logo)).status).toBe(200)
  expect(html).toContain('--brand:')
  for (const secret of [invoice.number, '1,190', '1190', address, 'buchhaltung', 'Brandt', invoice.id, 'invoice.pdf'])
    expect(text, secret).not.toContain(secret)
})

test('an expired link offers to mail a fresh one, and a revoked one only says who can', async () => {
  expect((await pageOf(await expired(await issued()))).text).toContain(freshLinkForm)
  const { text } = await pageOf(await revoked(await issued()))
  expect(text).not.toContain(freshLinkForm)
  expect(text).toContain('Please ask Kranwerk Berlin GmbH to send it to you.')
})

test('no fresh link is promised for an invoice that none is mailed for', async () => {
  const invoice = await issued()
  done(await voidInvoice(newDeps(), kranwerk.unit, { invoiceId: invoice.id }))
  const { text } = await pageOf(await expired(invoice))
  expect(text).toContain('Please ask Kranwerk Berlin GmbH for a fresh link.')
  expect(text).not.toContain(freshLinkForm)
  expect(text).not.toContain('•')
})

test('a document behind an ended link gets the same page', async () => {
  const token = await expired(await issued())
  expect((await pageOf(token, '/invoice.pdf')).text).toBe((await pageOf(token)).text)
})

test('a link that was cut off says so wherever it was cut, and says nothing else', async () => {
  const { token } = await linkOf(await issued(), clock.now() + 1e8)
  const cuts = [4, 20, token.indexOf('.'), token.indexOf('.') + 1, token.lastIndexOf('.') + 1, token.length - 1]
  const pages = await Promise.all(cuts.map((length) => pageOf(token.slice(0, length))))
  expect(new Set(pages.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  expect(pages[0]!.text).toContain('This link is incomplete')
  expect(pages[0]!.text).not.toMatch(/Kranwerk|<form|<img/)
})

test('links that are not ours all get one page, which names nobody', async () => {
  const { token } = await linkOf(await issued(), clock.now() + 1e8)
  const { linkKeys } = newDeps()
  const claims = { accountId: kranwerk.id, invoiceId: 'in_none', linkId: 'lnk_none' }
  const tokens = [
    `${token.slice(0, -5)}AAAAA`,
    `${token}x`,
    token.slice(8),
    'x',
    await signLink(linkKeys, claims, clock.now() + 1e8),
    await signLink(linkKeys, claims, clock.now() - 5000),
  ]
  const pages = await Promise.all(tokens.map((one) => pageOf(one)))
  expect(new Set(pages.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
  expect(pages[0]!.status).toBe(404)
  expect(pages[0]!.text).not.toMatch(/Kranwerk|<form|<img/)
})
