import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { updateAccount } from '../../src/actions/accounts/update-account.ts'
import { drawInvoice, type Issued } from '../../src/actions/documents/draw-document.ts'
import { createRevision } from '../../src/actions/invoices/create-revision.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { applyProviderEvent } from '../../src/actions/provider-events/apply-provider-event.ts'
import { inGroups } from '../../src/core/documents/verification-code.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { hashCode } from '../../src/crypto/document-code.ts'
import { linkKeys } from '../../src/crypto/link-keys.ts'
import { invoicesOf } from '../../src/db/repositories/invoices.ts'
import { providerEventsOf } from '../../src/db/repositories/provider-events.ts'
import type { Deps } from '../../src/deps.ts'
import { visitorOf } from '../../src/http/visitor.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { ask } from './environment.ts'
import { type Call, intercepting, rows, sent } from './fetch-log.ts'
import { clock, control, done, merchant, newDeps, operatorUnit, postedWebhooks, worker } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')

// All are asked at the same time.
const databases = inject('isMoved') ? 2 : 1

/** An open invoice that no test changes, and the code on it. */
let open: { readonly invoice: IssuedInvoice; readonly code: string }

const iban = 'DE89370400440532013000'

const takeTransfersTo = async (iban: string) =>
  done(
    await updateAccount(newDeps(), operatorUnit(kranwerk.id), {
      settings: {
        bankAccounts: [
          {
            currency: 'eur',
            holder: 'Kranwerk Berlin GmbH',
            bankName: 'Musterbank Berlin',
            number: { kind: 'iban', iban, bic: 'MUSTDEBBXXX' },
          },
        ],
      },
    }),
  )

beforeAll(async () => {
  await clock.read()
  // Files that ran before may have left another account.
  await takeTransfersTo(iban)
  open = await issue()
})

afterAll(expectTenantPredicates)

let visitors = 0
let visitor = ''

// Each test is another visitor, so that none uses up the tries of the next.
beforeEach(() => {
  visitors += 1
  visitor = `192.0.2.${visitors}`
})

/** Dependencies that note the code of each document that they draw, as its paper would. */
function notingCodes(changes: Partial<Deps> = {}): { deps: Deps; codes: string[] } {
  const codes: string[] = []
  const deps = { ...newDeps(), ...changes }
  const { drawPdf } = deps
  const noting: Deps['drawPdf'] = (printed, i18n, print) => {
    if (print.verification) codes.push(print.verification.code)
    return drawPdf(printed, i18n, print)
  }
  return { deps: { ...deps, drawPdf: noting }, codes }
}

/** A customer's invoice of 119 euros, and the code on it. */
async function issue(input: { name?: string; email?: string } = {}) {
  const { deps, codes } = notingCodes()
  const { id: customerId } = await kranwerk.customer({
    name: 'Jonas Wieland',
    email: 'jonas@wieland.example',
    ...input,
  })
  const { id: invoiceId } = await kranwerk.draft(customerId)
  const { unit } = kranwerk
  done(await finalizeInvoice(deps, unit, { invoiceId }))
  await drain(deps, unit.written)
  expect(codes).toHaveLength(1)
  return { invoice: await kranwerk.invoice(invoiceId), code: codes[0]! }
}

const see = (path: string, headers: Record<string, string> = {}, env: Parameters<typeof ask>[2] = {}) =>
  ask(path, { headers: { 'cf-connecting-ip': visitor, 'accept-language': 'en', ...headers } }, env)

const pageOf = async (code: string, headers: Record<string, string> = {}) => {
  const response = await see(`/verify/${code}`, headers)
  expect(response.status).toBe(200)
  return response.text()
}

/** What the page says, without the marks that keep directions apart. */
const textOf = (html: string) =>
  html
    .replace(/<(style|script)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\u2066-\u2069]/g, '')
    .replace(/\s+/g, ' ')

test('the code on an invoice leads to its payee, amount and bank account, and to nobody’s name', async () => {
  const { invoice, code } = open
  const queries = sent.length
  const response = await see(`/verify/${code}`)
  expect(sent.slice(queries).filter(({ to }) => to === 'database')).toHaveLength(databases)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
  })
  const html = await response.text()
  const text = textOf(html)
  for (const said of [
    'This invoice is genuine',
    invoice.number,
    'Payee Kranwerk Berlin GmbH',
    '€119.00',
    'IBAN DE89 3704 0044 0532 0130 00',
    'BIC MUSTDEBBXXX',
    'Nothing has changed',
    invoice.documents![0]!.sha256,
  ])
    expect(text).toContain(said)
  for (const secret of ['Jonas', 'wieland', invoice.customerId, invoice.id, '/i/', code, 'Nuremberg'])
    expect(html).not.toContain(secret)
})

test('a code is read however it is typed, in the address or from the form', async () => {
  const { invoice, code } = open
  const typed = inGroups(code).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
  for (const path of [`/verify/${inGroups(code)}`, `/verify/${encodeURIComponent(typed)}`]) {
    expect((await see(path)).status, path).toBe(200)
  }
  const fromForm = await see(`/verify?${new URLSearchParams({ code: typed })}`)
  expect([fromForm.status, textOf(await fromForm.text()).includes(invoice.number)]).toEqual([200, true])
})

test('a page is in the language of its reader, and in the customer’s where the browser names none', async () => {
  const { code } = open
  expect(textOf(await pageOf(code, { 'accept-language': 'ja' }))).toContain('この請求書は本物です')
  expect(await pageOf(code, { 'accept-language': 'ar' })).toContain('dir="rtl"')
  expect(textOf(await pageOf(code, { 'accept-language': 'xx' }))).toContain('Diese Rechnung ist echt')
})

test('the code itself is stored nowhere', async () => {
  const { invoice, code } = open
  const hash = await hashCode(code)
  expect(await rows('SELECT * FROM document_codes WHERE invoice_id = ?', invoice.id)).toEqual([
    { account_id: kranwerk.id, code_hash: hash, invoice_id: invoice.id },
  ])
  const everything = JSON.stringify([
    await rows('SELECT * FROM events WHERE object_id = ?', invoice.id),
    await rows('SELECT * FROM invoices WHERE id = ?', invoice.id),
    await rows('SELECT * FROM outbox WHERE subject_id = ?', invoice.id),
  ])
  expect(everything).toContain(hash)
  expect(everything).not.toContain(code)
  expect(everything).not.toContain(inGroups(code))
})

test('drawn again, a document has the same code and bytes; with a new link key, the code on paper still counts', async () => {
  const { invoice, code } = open
  const again = notingCodes()
  const current = (await invoicesOf(again.deps.db, kranwerk.id).withParties(invoice.id)) as Issued
  const { bytes } = await drawInvoice(again.deps, current)
  const { bytes: same } = await drawInvoice(again.deps, current)
  expect(again.codes).toEqual([code, code])
  expect(bytes).toEqual(same)
  const rotated = { current: 'k9', keys: { k9: 'Tt7Qm2Zx9Lw4Vb6Nc1Kp8Rf3Hd5Js0Ya?' } }
  const other = notingCodes({ linkKeys: linkKeys(rotated) })
  await drawInvoice(other.deps, current)
  expect(other.codes[0]).not.toBe(code)
  const LINK_KEYS = JSON.stringify(rotated)
  expect((await see(`/verify/${code}`, {}, { LINK_KEYS })).status).toBe(200)
  expect((await see(`/verify/${other.codes[0]}`, {}, { LINK_KEYS })).status).toBe(404)
})

test('what changed since is said: a part was paid, all was, or the invoice was voided', async () => {
  const { invoice, code } = await issue()
  done(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: invoice.id, partMinor: 4_000 }))
  expect(textOf(await pageOf(code))).toContain('A part of the invoice has been paid.')
  done(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: invoice.id }))
  expect(textOf(await pageOf(code))).toContain('Nothing is left to pay.')
  const voided = await issue()
  done(await voidInvoice(newDeps(), kranwerk.unit, { invoiceId: voided.invoice.id }))
  expect(textOf(await pageOf(voided.code))).toMatch(/genuine, but was cancelled.*Don’t pay it/)
})

test('the code of an invoice that was replaced names the one to pay, and that one is the newest', async () => {
  const { invoice, code } = await issue()
  const id = newDeps().newId('invoice')
  const input = { id, originalId: invoice.id, customerId: undefined, currency: undefined, input: {} }
  done(await createRevision(newDeps(), kranwerk.unit, input))
  const { deps, codes } = notingCodes()
  const { unit } = kranwerk
  const revision = done(await finalizeInvoice(deps, unit, { invoiceId: id })) as IssuedInvoice
  await drain(deps, unit.written)
  expect(textOf(await pageOf(code))).toMatch(
    new RegExp(`genuine, but was replaced.*Invoice ${revision.number} replaced it.*Don’t pay this one`),
  )
  expect(textOf(await pageOf(codes[0]!))).toContain('Nothing has changed')
})

test('the page keeps the bank account of the paper, and says where the merchant takes transfers now', async () => {
  const { code } = await issue()
  await takeTransfersTo('AT611904300234573201')
  try {
    expect(textOf(await pageOf(code))).toMatch(/DE89 3704.*has changed its bank account.*AT61 1904/)
  } finally {
    await takeTransfersTo(iban)
  }
  expect(textOf(await pageOf(code))).toContain('Nothing has changed')
})

/** Refunds a part of a payment at the provider, and applies the messages about it. */
async function refund(deps: Deps, providerPaymentId: string, amount: number): Promise<void> {
  await postedWebhooks()
  await control(`POST payments/${providerPaymentId}/refund`, { amount })
  for (const { body } of await postedWebhooks()) {
    const { id, type, ...payload } = JSON.parse(body)
    await providerEventsOf(deps.db, kranwerk.id, 'stripe').keep({ id, type, payload }, clock.now())
    const unit = worker(kranwerk.id)
    await applyProviderEvent(deps, unit, { provider: 'stripe', eventId: id })
    await drain(deps, unit.written)
  }
}

test('a receipt of which money went back names the newer one, which says that it is the newest', async () => {
  const { id: customerId } = await kranwerk.customerWithCard()
  const { id: invoiceId } = await kranwerk.open(customerId)
  const { deps, codes } = notingCodes()
  const { unit } = kranwerk
  const paid = done(await chargeInvoice(deps, unit, { invoiceId, methodId: null })) as IssuedInvoice
  await drain(deps, unit.written)
  const first = codes.at(-1)!
  expect(textOf(await pageOf(first))).toMatch(/This receipt is genuine.*-R1 .*Amount paid €119.00.*Nothing has changed/)
  await refund(deps, paid.payments[0]!.providerPaymentId!, 100)
  const second = codes.at(-1)!
  expect(second).not.toBe(first)
  expect(textOf(await pageOf(first))).toMatch(/genuine, but not the newest.*A newer version was issued/)
  expect(textOf(await pageOf(second))).toContain('Nothing has changed')
})

/** The same page for everybody, but for the nonce of its style sheet. */
const bodyOf = async (response: Response) => (await response.text()).replaceAll(/nonce="[^"]+"/g, '')

test('wrong codes are refused alike: malformed, mistyped, unknown, or of another deployment', async () => {
  const { invoice, code } = open
  const elsewhere = notingCodes({
    linkKeys: linkKeys({ current: 'k1', keys: { k1: 'Another2Deployment9Has7Its5Own3Key1' } }),
  })
  await drawInvoice(elsewhere.deps, (await invoicesOf(newDeps().db, kranwerk.id).withParties(invoice.id)) as Issued)
  const slips = [...code].map(
    (character, i) => `${code.slice(0, i)}${character === 'Z' ? 'Y' : 'Z'}${code.slice(i + 1)}`,
  )
  const wrong = [
    ...slips,
    code.slice(0, 11),
    `${code}0`,
    '%20',
    'x'.repeat(4000),
    '%E0%A4%A',
    '000000000000',
    encodeURIComponent("' OR 1=1 --"),
    encodeURIComponent('<script>alert(1)</script>'),
    encodeURIComponent('٠١٢٣-٤٥٦٧'),
    elsewhere.codes[0]!,
    await hashCode(code),
    invoice.number,
    invoice.id,
  ]
  const answers = new Set<string>()
  const shapes = new Set<string>()
  for (const [i, text] of wrong.entries()) {
    visitor = `198.51.100.${i}`
    const before = sent.length
    const response = await see(i % 3 === 0 ? `/verify?code=${text}` : `/verify/${text}`)
    shapes.add(
      sent
        .slice(before)
        .map(({ to, statements }) => `${to} ${statements.join(';')}`)
        .join(),
    )
    answers.add(`${response.status} ${response.headers.get('content-type')} ${await bodyOf(response)}`)
  }
  expect(answers.size).toBe(1)
  expect([...answers][0]).toMatch(/^404 /)
  expect([...answers][0]).toContain('No document has this code')
  // The same look-ups for each, so that none is answered sooner.
  expect(shapes.size).toBe(1)
  console.log('wrong codes', JSON.stringify({ tried: wrong.length, accepted: 0, answers: answers.size }))
})

/** How many codes a visitor tried until one was one too many, and the answer to that. */
async function triesOf(nth: (i: number) => string) {
  // A minute may begin in between, and with it the count anew.
  for (let tries = 1; tries <= 41; tries++) {
    const response = await see(`/verify/${nth(tries)}`)
    if (response.status === 429) return { tries, response }
  }
  throw new Error('A visitor may try any number of codes.')
}

test('a visitor tries twenty codes a minute, right ones too; others are not held up', async () => {
  const { code } = open
  visitor = '203.0.113.5'
  const wrong = await triesOf((i) => `AAAA-BBBB-${1000 + i}`)
  expect(wrong.response.headers.get('retry-after')).toBe('60')
  expect(textOf(await wrong.response.text())).toContain('Please wait a moment')
  expect((await see('/verify')).status).toBe(200)
  visitor = '203.0.113.6'
  const right = await triesOf(() => code)
  expect(Math.min(wrong.tries, right.tries)).toBeGreaterThan(20)
  visitor = '203.0.113.7'
  expect((await see(`/verify/${code}`)).status).toBe(200)
  console.log('codes tried before the limit', JSON.stringify({ wrong: wrong.tries - 1, right: right.tries - 1 }))
})

test('in IPv6, a visitor is the network of one connection', () => {
  const visitors = {
    '2001:db8:1:2:3:4:5:6': '2001:db8:1:2',
    '2001:0DB8:0001:0002::9': '2001:db8:1:2',
    '2001:db8::9': '2001:db8:0:0',
    '::1': '0:0:0:0',
    '::ffff:192.0.2.7': '0:0:0:0',
    '192.0.2.7': '192.0.2.7',
  }
  for (const [address, expected] of Object.entries(visitors))
    expect(visitorOf(new Headers({ 'cf-connecting-ip': address })), address).toBe(expected)
})

test('while the database is away, the page says so instead of doubting the document', async () => {
  const away = async ({ to }: Call, go: () => Promise<Response>) =>
    to === 'database' ? new Response('', { status: 502 }) : go()
  const response = await intercepting(away, () => see(`/verify/${open.code}`))
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '60'])
  expect(textOf(await response.text())).not.toContain('No document')
})

test('all visitors together are limited too, and who is refused already does not use up what is there for all', async () => {
  const counts = { byVisitor: 0, inAll: 0 }
  const limits = (visitors: boolean, all: boolean) => ({
    VERIFY_BY_VISITOR: { limit: async () => ({ success: counts.byVisitor++ >= 0 && visitors }) },
    VERIFY_IN_ALL: { limit: async () => ({ success: counts.inAll++ >= 0 && all }) },
  })
  const { code } = open
  const answers = [limits(true, true), limits(true, false), limits(false, true)].map((env) =>
    see(`/verify/${code}`, {}, env),
  )
  expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 429, 429])
  expect(counts).toEqual({ byVisitor: 3, inAll: 2 })
})
