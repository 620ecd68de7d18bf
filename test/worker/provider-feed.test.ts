import { beforeAll, expect, test } from 'vitest'
import { writeBatch } from '../../src/db/client.ts'
import { beginFeed, providerFeedsOf } from '../../src/db/repositories/provider-feeds.ts'
import { rows, write } from './fetch-log.ts'
import { clock, newDeps } from './merchant.ts'

const accountId = 'acct_of_the_feed'
const minuteMs = 60_000

beforeAll(async () => {
  await clock.read()
  await write([
    { sql: 'DELETE FROM provider_feeds WHERE account_id = ?', args: [accountId] },
    { sql: 'DELETE FROM payments WHERE account_id = ?', args: [accountId] },
  ])
  await writeBatch(newDeps().db, [beginFeed(accountId, 'stripe', clock.now())])
})

const payment = (id: string, status: string) =>
  write([
    {
      sql: `INSERT INTO payments (account_id, id, invoice_id, status, provider, provider_account, created_at)
        VALUES (?, ?, 'in_1', ?, 'stripe', 'acct_1', 0)`,
      args: [accountId, id, status],
    },
  ])

/** Reads the list up to an instant, and returns in how many minutes it is read again. */
async function readOn(readUntil: number, now: number): Promise<number> {
  await writeBatch(newDeps().db, [providerFeedsOf(newDeps().db, accountId, 'stripe').advanced(0, readUntil, now)])
  return nextIn(now)
}

async function nextIn(now: number): Promise<number> {
  const [row] = await rows('SELECT visible_at FROM provider_feeds WHERE account_id = ?', accountId)
  return (row!.visible_at - now) / minuteMs
}

test('the list is read again in 15 minutes while a payment is unsettled, in an hour otherwise, and at once where it is behind', async () => {
  const now = clock.now()
  await payment('inpay_settled', 'succeeded')
  expect(await readOn(now, now)).toBe(60)
  await payment('inpay_processing', 'processing')
  expect(await readOn(now, now)).toBe(15)
  expect(await readOn(now - minuteMs, now)).toBe(0)
})

test('a payment that begins while the list is read each hour brings the next reading forward, and never puts it off', async () => {
  const now = clock.now()
  await write([
    { sql: 'UPDATE provider_feeds SET visible_at = ? WHERE account_id = ?', args: [now + 60 * minuteMs, accountId] },
  ])
  await writeBatch(newDeps().db, [beginFeed(accountId, 'stripe', now)])
  expect(await nextIn(now)).toBe(15)
  await writeBatch(newDeps().db, [beginFeed(accountId, 'stripe', now + 10 * minuteMs)])
  expect(await nextIn(now)).toBe(15)
})
