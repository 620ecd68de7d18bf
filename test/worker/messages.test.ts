import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateAccount } from '../../src/actions/accounts/update-account.ts'
import { askMerchant } from '../../src/actions/invoices/ask-merchant.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { NotAllowed } from '../../src/core/access/caller.ts'
import type { MessageKind } from '../../src/core/invoices/message.ts'
import { accountOf } from '../../src/db/repositories/accounts.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { environment } from './environment.ts'
import { realFetch, rows, write } from './fetch-log.ts'
import { clock, code, done, merchant, merchantCaller, newDeps, operatorUnit } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')

let before: string | null = null
beforeAll(async () => {
  await clock.read()
  before = (await accountOf(newDeps().db, kranwerk.id).find())!.supportEmail
  await write([{ sql: 'UPDATE outbox SET visible_at = NULL', args: [] }])
  await realFetch(`${environment.mailbox}/api/faults`, { method: 'DELETE' })
})
afterAll(async () => {
  await useContact(before)
  expectTenantPredicates()
})

const own = (customerId: string) =>
  unitOfWork({ ...merchantCaller(kranwerk.id), reach: { kind: 'customer', customerId } })

async function writes(customerId: string, invoiceId: string, text: string, kind: MessageKind = 'question') {
  const unit = own(customerId)
  const deps = newDeps()
  const result = await askMerchant(deps, unit, { invoiceId, kind, text, lineId: null })
  await drain(deps, unit.written)
  return result
}

type Mail = { readonly id: string; readonly subject: string }
const mailsTo = async (address: string): Promise<Mail[]> =>
  (await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(address)}`)).json()

const useContact = async (supportEmail: string | null) =>
  done(await updateAccount(newDeps(), operatorUnit(kranwerk.id), { settings: { supportEmail } } as never))

test('a message reaches the merchant once, and a reply goes to the customer', async () => {
  const contact = `office-${Date.now()}@kranwerk.example`
  await useContact(contact)
  const { id, email } = await kranwerk.customer({ email: `asks-${Date.now()}@bau.example` })
  const invoice = await kranwerk.open(id)
  done(await writes(id, invoice.id, 'Which crane was it?', 'problem'))
  const mails = await mailsTo(contact)
  expect(mails).toHaveLength(1)
  expect(mails[0]!.subject).toContain(invoice.number)
  const whole = JSON.stringify(await (await realFetch(`${environment.mailbox}/api/mails/${mails[0]!.id}`)).json())
  expect(whole).toContain('Which crane was it?')
  expect(whole).toContain(email)
  expect(await rows('SELECT outcome FROM outbox WHERE subject_id = ? AND kind = ?', invoice.id, 'message')).toEqual([
    { outcome: 'message.sent' },
  ])
  expect((await kranwerk.invoice(invoice.id)).messages).toMatchObject([
    { kind: 'problem', text: 'Which crane was it?' },
  ])
})

test('a sixth message of a day about one invoice is refused, also of six at once', async () => {
  const { id } = await kranwerk.customer()
  const [invoice, other] = [await kranwerk.open(id), await kranwerk.open(id)]
  const results = await Promise.all(Array.from({ length: 6 }, (_, i) => writes(id, invoice.id, `Question ${i}`)))
  expect(results.map(code).sort()).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'rate_limit'])
  expect((await kranwerk.invoice(invoice.id)).messages).toHaveLength(5)
  expect(code(await writes(id, other.id, 'Another'))).toBe('ok')
})

test('nobody writes about an invoice of somebody else', async () => {
  const [one, other] = [await kranwerk.customer(), await kranwerk.customer()]
  const invoice = await kranwerk.open(one.id)
  await expect(writes(other.id, invoice.id, 'Hello')).rejects.toThrow(NotAllowed)
  expect(
    code(
      await askMerchant(newDeps(), own(one.id), { invoiceId: 'in_none', kind: 'question', text: 'x', lineId: null }),
    ),
  ).toBe('resource_missing')
})

test('a message that cannot be mailed becomes a review item with its text', async () => {
  await useContact(null)
  const { id } = await kranwerk.customer()
  const invoice = await kranwerk.open(id)
  done(await writes(id, invoice.id, 'Is anybody there?'))
  const [item] = await rows('SELECT kind, detail FROM review_items WHERE invoice_id = ?', invoice.id)
  expect(item!.kind).toBe('message_undelivered')
  expect(JSON.parse(String(item!.detail))).toMatchObject({ text: 'Is anybody there?', reason: 'no_contact_address' })
})
