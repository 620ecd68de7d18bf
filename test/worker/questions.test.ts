import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { linkSecretOf } from '../../src/crypto/portal-secrets.ts'
import { paths } from '../../src/paths.ts'
import { ask } from './environment.ts'
import { clock, done, merchant, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

/** A customer's browser, signed in. */
async function browserOf(customerId: string) {
  const deps = newDeps()
  const id = deps.newId('portalSession')
  done(await createSession(deps, kranwerk.unit, { id, customerId, returnUrl: null, locale: 'en', flow: null }))
  const entry = paths.portalEntry(kranwerk.id, await linkSecretOf(deps.linkKeys, kranwerk.id, id))
  const cookie = (await ask(entry, { redirect: 'manual' })).headers.get('set-cookie')!.split(';')[0]!
  return {
    text: async (query: string) =>
      (await ask(`${paths.portalQuestions(kranwerk.id)}?${query}`, { headers: { cookie } })).text(),
    post: (path: string, fields: Record<string, string>) =>
      ask(path, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams(fields).toString(),
      }),
  }
}

test('an invoice that is older than those on the page is found by its number, and written about', async () => {
  const { id: customerId } = await kranwerk.customer()
  const oldest = await kranwerk.open(customerId)
  for (let i = 0; i < 21; i++) await kranwerk.open(customerId)
  const browser = await browserOf(customerId)
  const [plain, found, named] = await Promise.all(['', `q=${oldest.number}`, `invoice=${oldest.id}`].map(browser.text))
  expect([plain, found, named].map((text) => text.includes(oldest.id))).toEqual([false, true, true])
  expect(named.match(/<option value="([^"]+)" selected/)?.[1]).toBe(oldest.id)
  expect(plain).toContain('Find an older invoice')
  const question = { invoice: oldest.id, kind: 'question', text: 'Which crane was it?' }
  expect((await browser.post(paths.portalQuestions(kranwerk.id), question)).status).toBe(303)
  const { id: stranger } = await kranwerk.customer()
  const theirs = await kranwerk.open(stranger)
  expect(await browser.text(`invoice=${theirs.id}&q=${theirs.number}`)).not.toContain(theirs.id)
  expect((await browser.post(paths.portalQuestions(kranwerk.id), { ...question, invoice: theirs.id })).status).toBe(409)
})
