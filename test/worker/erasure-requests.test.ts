import { afterAll, beforeAll, expect, test } from 'vitest'
import { eraseCustomer } from '../../src/actions/customers/erase-customer.ts'
import { requestErasure, withdrawErasureRequest } from '../../src/actions/customers/request-erasure.ts'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { scopesOf } from '../../src/core/access/caller.ts'
import { linkSecretOf } from '../../src/crypto/portal-secrets.ts'
import type { Deps } from '../../src/deps.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import type { Mail } from '../../src/mail/mail.ts'
import { paths } from '../../src/paths.ts'
import { ask } from './environment.ts'
import { rows } from './fetch-log.ts'
import { clock, code, done, merchant, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

/** A customer's browser, signed in. */
async function browserOf(customerId: string) {
  const deps = newDeps()
  const session = { id: deps.newId('portalSession'), configurationId: undefined, returnUrl: null, flow: null }
  done(await createSession(deps, kranwerk.unit, { ...session, customerId, locale: 'en' }))
  const entry = paths.portalEntry(kranwerk.id, await linkSecretOf(deps.linkKeys, kranwerk.id, session.id))
  const cookie = (await ask(entry, { redirect: 'manual' })).headers.get('set-cookie')!.split(';')[0]!
  return {
    page: async (address = paths.portalData(kranwerk.id)) => (await ask(address, { headers: { cookie } })).text(),
    post: (path: string, fields: Record<string, string> = {}) =>
      ask(path, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams(fields).toString(),
      }),
  }
}

const unitOf = (customerId: string) =>
  unitOfWork({
    accountId: kranwerk.id,
    actor: { kind: 'portal', id: 'bps_story' },
    scopes: scopesOf.portal,
    reach: { kind: 'customer', customerId },
  })

const requestsOf = async (customerId: string) =>
  (
    await rows("SELECT type FROM events WHERE object_id = ? AND type LIKE 'customer.erasure%' ORDER BY seq", customerId)
  ).map(({ type }) => type)
const itemsOf = async (customerId: string) =>
  (
    await rows(
      "SELECT kind, resolved_at FROM review_items WHERE subject = ? AND kind = 'erasure_requested'",
      customerId,
    )
  ).map(({ resolved_at }) => (resolved_at === null ? 'open' : 'resolved'))

test('a customer asks to be erased on the page of their data: once, with its time, and may withdraw it', async () => {
  const { id: customerId } = await kranwerk.customer({ name: 'Nora Asks', email: 'nora.asks@wieland.example' })
  const browser = await browserOf(customerId)
  const [request, withdrawal] = [paths.portalErasureRequest(kranwerk.id), paths.portalErasureWithdrawal(kranwerk.id)]
  const before = await browser.page()
  expect(before).toContain(`action="${request}"`)
  expect(before).toContain('for as long as the law requires. Open invoices have to be settled first.')

  const unconfirmed = await browser.post(request)
  expect([unconfirmed.status, await requestsOf(customerId)]).toEqual([400, []])
  expect(await unconfirmed.text()).toContain('Tick the box first')

  const asked = await browser.post(request, { confirmed: 'yes' })
  expect([asked.status, asked.headers.get('location')]).toEqual([303, `${paths.portalData(kranwerk.id)}?after=asked`])
  await browser.post(request, { confirmed: 'yes' })
  expect(await requestsOf(customerId)).toEqual(['customer.erasure_requested'])
  expect(await itemsOf(customerId)).toEqual(['open'])
  const after = await browser.page()
  expect(after).toMatch(/You asked [^<]*Kranwerk[^<]* to erase your data on [^<]*\d{4}/)
  expect([after.includes(`action="${withdrawal}"`), after.includes(`action="${request}"`)]).toEqual([true, false])

  expect((await browser.post(withdrawal)).headers.get('location')).toContain('after=withdrawn')
  await browser.post(withdrawal)
  expect(await requestsOf(customerId)).toEqual(['customer.erasure_requested', 'customer.erasure_request_withdrawn'])
  expect(await itemsOf(customerId)).toEqual(['resolved'])
  expect(await browser.page(`${paths.portalData(kranwerk.id)}?after=withdrawn`)).toContain('Nothing was erased.')

  await browser.post(request, { confirmed: 'yes' })
  expect(await itemsOf(customerId)).toEqual(['open'])
  done(await eraseCustomer(newDeps(), kranwerk.unit, { customerId }))
  expect([await itemsOf(customerId), await requestsOf(customerId)]).toEqual([
    ['resolved'],
    ['customer.erasure_requested', 'customer.erasure_request_withdrawn', 'customer.erasure_requested'],
  ])
  expect((await browser.post(withdrawal)).headers.get('location')).toContain(paths.portalLogin(kranwerk.id))
})

test('the merchant gets one mail about it, which the customer is answered by, and none about what was withdrawn', async () => {
  const { id: customerId } = await kranwerk.customer({ name: 'Nora Mails', email: 'nora.mails@wieland.example' })
  const mails: Mail[] = []
  const deps = (): Deps => ({
    ...newDeps(),
    mailer: {
      send: async (mail) => {
        mails.push(mail)
        return { kind: 'sent' }
      },
    },
  })
  const unit = unitOf(customerId)
  const [first, second] = await Promise.all([
    requestErasure(newDeps(), unit, { customerId }),
    requestErasure(newDeps(), unit, { customerId }),
  ])
  expect([code(first), code(second)]).toEqual(['ok', 'ok'])
  await drain(deps(), unit.written)
  const [account] = await rows('SELECT state FROM accounts WHERE id = ?', kranwerk.id)
  expect(mails).toMatchObject([{ to: JSON.parse(account!.state).supportEmail, replyTo: 'nora.mails@wieland.example' }])
  expect(mails[0]!.subject).toContain('Nora Mails')
  expect(mails[0]!.text).toContain(`/v1/customers/${customerId}/erase`)

  done(await withdrawErasureRequest(newDeps(), unitOf(customerId), { customerId }))
  const again = unitOf(customerId)
  done(await requestErasure(newDeps(), again, { customerId }))
  done(await withdrawErasureRequest(newDeps(), again, { customerId }))
  await drain(deps(), again.written)
  expect(mails).toHaveLength(1)

  done(await requestErasure(newDeps(), unitOf(customerId), { customerId }))
  done(await withdrawErasureRequest(newDeps(), unitOf(customerId), { customerId }))
  expect(code(await requestErasure(newDeps(), unitOf(customerId), { customerId }))).toBe('rate_limit')
  expect(await itemsOf(customerId)).toEqual(['resolved'])
})
