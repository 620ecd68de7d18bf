import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readSecrets } from '../../dev/secrets.ts'
import { expectNoLeaks, watchLog } from '../world/log-watch.ts'

const folder = mkdtempSync(join(tmpdir(), 'remit-log-'))
const secrets = readSecrets(join(folder, 'secrets.json'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const leaksIn = (line: string): number => {
  const watch = watchLog(() => secrets)
  watch.check(line)
  return watch.leaks().length
}

const { apiKey, providerKey, webhookSecret } = secrets.merchants.acct_kranwerk!

test.each([
  `{"token":"eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.eyJhY2MiOiJhY2N0X2tyYW53ZXJrIiwiaW52Ijoi.abc"}`,
  `✘ [ERROR] GET /i/eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.eyJhY2MiOiJhY2N0X2tyYW53ZXJrIiwiaW52Ijoi.abc`,
  `signed with ${secrets.linkKey}`,
  `authorization: Bearer ${apiKey}`,
  `Stripe was asked with ${providerKey}`,
  `wrong secret ${webhookSecret}`,
  'a key of somebody else: sk_live_51Hq2Vx9Lw4Rt6Nb1Mz8',
  'mail to jonas.mwsbmx0g.14@wieland.example was refused',
  'card 4242424242424242 was declined',
  'card 4242 4242 4242 4242 was declined',
  'card 3782-822463-10005 was declined',
])('a line with a leak is reported: %s', (line) => {
  expect(leaksIn(line)).toBe(1)
})

test.each([
  '[wrangler:info] GET /i/eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0.eyJhY2MiOiJhY2N0X2tyYW53ZXJrIiwiaW52Ijoi.abc 200 OK (12ms)',
  '[wrangler:info] QUEUE remit-jobs 3/3 (250ms)',
  '{"fault":"DatabaseUnavailable","requestId":"req_3f1c9d2e4b5a67788990011223344556","places":["at Object.fetch (worker.js:1:1)"]}',
  '{"job":"follow_up","id":"out_01JHrm9e0ffW21Ctda0Bf3rar","fault":"Conflict"}',
  'env.MAIL_FROM ("invoices@remit.example")                               Environment Variable      local',
  'at 1795381242475 and 1795381249292 and 17953812424751795381',
  'wrangler@4.156.2',
])('a line without a leak is accepted: %s', (line) => {
  expect(leaksIn(line)).toBe(0)
})

test('the end of the watch fails with every leak', () => {
  const watch = watchLog(() => secrets)
  watch.check('Starting local server...')
  expect(() => expectNoLeaks('a quiet world', watch)).not.toThrow()
  watch.check(`the key is ${apiKey}`)
  expect(() => expectNoLeaks('a loose world', watch)).toThrow(/loose world says too much:\n.*the key is/)
})
