import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCoupon } from '../../src/actions/coupons/create-coupon.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { markViewed } from '../../src/actions/invoices/mark-viewed.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { commitUnit, withConditions, withRows } from '../../src/actions/unit-of-work.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { formatNumber } from '../../src/core/numbering/number.ts'
import { commit } from '../../src/db/commit.ts'
import { Conflict, DatabaseUnavailable } from '../../src/db/conflict.ts'
import { invoicesOf } from '../../src/db/repositories/invoices.ts'
import { outboxOf } from '../../src/db/repositories/outbox.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { intercepting, isWrite, rows, sent, write } from './fetch-log.ts'
import { clock, code, done, linkUnit, merchant, newDeps } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

const kranwerk = merchant('acct_kranwerk')
const harborpine = merchant('acct_harborpine')

const finalized = async (who: typeof kranwerk, invoiceId: string) =>
  done(await finalizeInvoice(newDeps(), who.unit, { invoiceId })) as IssuedInvoice

/** How many duplicates a number gives that is read first and then written without a unique key. */
async function naiveDoubles(count: number): Promise<number> {
  let last = 0
  const numbers = await Promise.all(
    Array.from({ length: count }, async () => {
      const next = last + 1
      await rows('SELECT 1')
      last = next
      return next
    }),
  )
  return count - new Set(numbers).size
}

test('64 parallel finalizations take 64 consecutive numbers of the account', async () => {
  const { id } = await kranwerk.customer()
  const drafts = await mapConcurrently(8, [...Array(64)], () => kranwerk.draft(id))
  sent.length = 0
  const began = Date.now()
  const issued = await Promise.all(drafts.map((draft) => finalized(kranwerk, draft.id)))
  console.log(`64 finalizations: ${Date.now() - began} ms, ${sent.length} round trips`)
  const sequences = issued.map(({ sequence }) => sequence!).sort((a, b) => a - b)
  expect(sequences).toEqual(Array.from({ length: 64 }, (_, i) => sequences[0]! + i))
  expect(new Set(issued.map(({ number }) => number)).size).toBe(64)
  expect(await naiveDoubles(64)).toBeGreaterThan(0)
})

test('32 parallel finalizations of one customer take consecutive numbers of that customer', async () => {
  const { id, invoicePrefix } = await harborpine.customer()
  const drafts = await mapConcurrently(8, [...Array(32)], () => harborpine.draft(id))
  const issued = await Promise.all(drafts.map((draft) => finalized(harborpine, draft.id)))
  expect(issued.map(({ number }) => number).sort()).toEqual(
    Array.from({ length: 32 }, (_, i) => formatNumber(invoicePrefix, i + 1)),
  )
})

test('a number given by hand that another invoice took meanwhile is refused', async () => {
  const { id } = await kranwerk.customer()
  const drafts = await Promise.all([1, 2].map(() => kranwerk.draft(id, 100, { numberOverride: 'SONDER-7' })))
  const both = await Promise.all(drafts.map((one) => finalizeInvoice(newDeps(), kranwerk.unit, { invoiceId: one.id })))
  expect(both.map(code).sort()).toEqual(['invoice_number_taken', 'ok'])
})

test('a series skips numbers that were given by hand', async () => {
  const { id, invoicePrefix: prefix } = await harborpine.customer()
  for (const byHand of [formatNumber(prefix, 2), formatNumber(prefix, 3)])
    await harborpine.open(id, 100, { numberOverride: byHand })
  const numbers = []
  for (let i = 0; i < 3; i++) numbers.push((await harborpine.open(id)).number)
  expect(numbers).toEqual([1, 4, 5].map((sequence) => formatNumber(prefix, sequence)))
})

test('one invoice finalized eight times at once is finalized once', async () => {
  const { id } = await kranwerk.customer()
  const draft = await kranwerk.draft(id)
  const all = await Promise.all(
    Array.from({ length: 8 }, () => finalizeInvoice(newDeps(), kranwerk.unit, { invoiceId: draft.id })),
  )
  expect(all.map(code).sort()).toEqual([...Array(7).fill('invoice_not_editable'), 'ok'])
  const history = await rows("SELECT 1 FROM events WHERE object_id = ? AND type = 'invoice.finalized'", draft.id)
  expect(history).toHaveLength(1)
})

test('a batch whose last statement fails leaves nothing behind', async () => {
  const { id } = await kranwerk.customer()
  const invoice = await kranwerk.open(id)
  const counts = async () => ({
    events: await rows('SELECT count(*) AS n FROM events'),
    outbox: await rows('SELECT count(*) AS n FROM outbox'),
    postings: await rows('SELECT count(*) AS n FROM ledger_postings'),
    invoice: await rows('SELECT version, state FROM invoices WHERE id = ?', invoice.id),
  })
  const before = await counts()
  const deps = newDeps()
  const { change } = invoicesOf(deps.db, kranwerk.id).change(
    invoice,
    [{ type: 'invoice.sent', recipients: ['a@b.example'] }],
    1,
  )
  const broken = { toSQL: () => ({ sql: 'INSERT INTO guard (holds) VALUES (0)', params: [] }) }
  const stamp = {
    accountId: kranwerk.id,
    actor: 'api_key:x',
    requestId: null,
    idempotencyKey: null,
    at: 1,
    newId: deps.newId,
    conditions: [],
  }
  await expect(commit(deps.db, { ...stamp, accompanyingRows: [broken] }, [change])).rejects.toMatchObject({
    failure: 'guard',
  })
  expect(await counts()).toEqual(before)
  await commit(deps.db, { ...stamp, accompanyingRows: [] }, [change])
  expect(await counts()).not.toEqual(before)
})

test('a commit whose condition does not hold writes nothing, and one whose condition holds does', async () => {
  const invoice = await kranwerk.open((await kranwerk.customer()).id)
  const versionOf = async () => (await kranwerk.invoice(invoice.id)).version
  for (const holds of [0, 1]) {
    const deps = newDeps()
    const condition = { toSQL: () => ({ sql: 'INSERT INTO guard (holds) VALUES (?)', params: [holds] }) }
    const unit = withConditions(linkUnit(kranwerk.id, invoice.id), [condition])
    const look = markViewed(deps, unit, { invoice, linkId: 'lnk_1', lastUsedAt: null })
    if (holds) done(await look)
    else await expect(look).rejects.toBeInstanceOf(Conflict)
    expect(await versionOf()).toBe(invoice.version + holds)
  }
})

test('the row that marks a charge as done is written with the charge, or with a finalization that leaves nothing to charge', async () => {
  const { id: customerId } = await kranwerk.customerWithCard()
  const broken = { toSQL: () => ({ sql: 'INSERT INTO guard (holds) VALUES (0)', params: [] }) }
  for (const [amountMinor, left] of [
    [0, 'draft'],
    [11900, 'open'],
  ] as const) {
    const { id: invoiceId } = await kranwerk.draft(customerId, amountMinor)
    const charge = chargeInvoice(newDeps(), withRows(kranwerk.unit, [broken]), { invoiceId, methodId: null })
    await expect(charge).rejects.toMatchObject({ failure: 'guard' })
    expect((await kranwerk.invoice(invoiceId)).status).toBe(left)
    const { status } = done(await chargeInvoice(newDeps(), kranwerk.unit, { invoiceId, methodId: null }))
    expect(['paid', 'open']).toContain(status)
  }
})

test('a write whose response is lost, before or after it took effect, takes effect once: 200 cases', async () => {
  const losses = { before: 0, after: 0 }
  const cases = Array.from({ length: 200 }, () => {
    const mode = Math.random() < 0.5 ? ('before' as const) : ('after' as const)
    losses[mode]++
    return { id: newDeps().newId('coupon'), mode, left: Math.random() < 0.2 ? 2 : 1 }
  })
  const coupon = { percentOff: '5' }
  const groups = Array.from({ length: 8 }, (_, group) => cases.filter((__, i) => i % 8 === group))
  const run = async (group: typeof cases) => {
    for (const { id } of group) expect(code(await createCoupon(newDeps(), kranwerk.unit, { id, coupon }))).toBe('ok')
  }
  await intercepting(
    async (call, go) => {
      const hit = isWrite(call) && cases.find(({ id, left }) => left > 0 && call.body.includes(id))
      if (!hit) return go()
      hit.left--
      if (hit.mode === 'after') await (await go()).arrayBuffer()
      throw new TypeError('Network connection lost.')
    },
    () => Promise.all(groups.map(run)),
  )
  const effects = await rows("SELECT object_id FROM events WHERE type = 'coupon.created'")
  expect(cases.map(({ id }) => effects.filter(({ object_id }) => object_id === id).length)).toEqual(Array(200).fill(1))
  expect(cases.every(({ left }) => left === 0)).toBe(true)
  console.log('answers lost', JSON.stringify(losses))
})

test('without idempotency keys a write that is repeated after a lost response takes effect twice', async () => {
  const naive = async (subject: string) => {
    const statement = {
      sql: "INSERT INTO review_items (account_id, id, kind, subject, detail, created_at) VALUES ('acct_naive', ?, ?, 'x', '{}', 0)",
      args: [crypto.randomUUID(), `${subject}${Math.random()}`],
    }
    await write([statement])
    await write([{ ...statement, args: [crypto.randomUUID(), `${subject}${Math.random()}`] }])
  }
  await naive('again')
  expect(await rows("SELECT 1 FROM review_items WHERE account_id = 'acct_naive'")).toHaveLength(2)
})

test('if the outcome of a lost write cannot be read, that is reported and the decision is not repeated', async () => {
  const { id } = await kranwerk.customer()
  const invoice = await kranwerk.open(id)
  let writes = 0
  const looked = intercepting(
    async (call, go) => {
      if (isWrite(call)) {
        writes++
        const answer = await go()
        if (writes > 1) return answer
        await answer.arrayBuffer()
        throw new TypeError('Network connection lost.')
      }
      if (writes > 0) throw new TypeError('Network connection lost.')
      return go()
    },
    () => markViewed(newDeps(), linkUnit(kranwerk.id, invoice.id), { invoice, linkId: 'lnk_1', lastUsedAt: null }),
  )
  await expect(looked).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect((await kranwerk.invoice(invoice.id)).viewCount).toBe(1)
})

test('a database that does not respond is given up after four attempts with growing pauses', async () => {
  const invoice = await kranwerk.open((await kranwerk.customer()).id)
  let tries = 0
  const looked = intercepting(
    async (call, go) => {
      if (!isWrite(call)) return go()
      tries++
      throw new TypeError('Network connection lost.')
    },
    () => markViewed(newDeps(), linkUnit(kranwerk.id, invoice.id), { invoice, linkId: 'lnk_1', lastUsedAt: null }),
  )
  await expect(looked).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(tries).toBe(4)
})

test('32 concurrent views are recorded as one within a minute, and the losers decide again', async () => {
  const invoice = await kranwerk.open((await kranwerk.customer()).id)
  await Promise.all(
    Array.from({ length: 32 }, () =>
      markViewed(newDeps(), linkUnit(kranwerk.id, invoice.id), { invoice, linkId: 'lnk_1', lastUsedAt: null }),
    ),
  )
  expect((await kranwerk.invoice(invoice.id)).viewCount).toBe(1)
})

test('a duplicate that persists is a fault after three attempts', async () => {
  const invoice = await kranwerk.open((await kranwerk.customer()).id)
  const order = { kind: 'mail' as const, subjectId: invoice.id, dedupeKey: `twice:${invoice.id}`, payload: {} }
  const [first, second] = [newDeps(), newDeps()]
  const plain = (id: string) => {
    const { sql, params } = outboxOf(first.db, kranwerk.id).order(id, order, clock.now()).toSQL()
    return { toSQL: () => ({ sql: sql.replace(/ on conflict.*/i, ''), params }) }
  }
  await commitUnit(first, kranwerk.unit, [], 1, [plain('out_first')])
  sent.length = 0
  const look = markViewed(second, withRows(linkUnit(kranwerk.id, invoice.id), [plain('out_second')]), {
    invoice,
    linkId: 'lnk_1',
  })
  await expect(look).rejects.toMatchObject({ failure: 'duplicate' })
  expect(sent.filter(isWrite)).toHaveLength(3)
  await write([{ sql: "UPDATE outbox SET visible_at = NULL WHERE id = 'out_first'", args: [] }])
})

const posting = (transaction: string, position: number, amount: unknown, currency = 'eur') => ({
  sql: "INSERT INTO ledger_postings VALUES ('acct_law', ?, ?, 'revenue', ?, ?)",
  args: [transaction, position, currency, amount as number],
})
const closing = (transaction: string, cause = transaction, currency = 'eur') => ({
  sql: "INSERT INTO ledger_transactions VALUES ('acct_law', ?, ?, 'law', ?, NULL, NULL, '2026-11-02', 0)",
  args: [transaction, currency, cause],
})

test.each([
  ['does not sum to zero', [posting('t1', 0, 5), posting('t1', 1, -4), closing('t1')], /ledger_unbalanced/],
  ['has one posting', [posting('t2', 0, 0), closing('t2')], /ledger_unbalanced/],
  ['has none', [closing('t3')], /ledger_unbalanced/],
  ['mixes currencies', [posting('t4', 0, 5), posting('t4', 1, -5, 'usd'), closing('t4')], /ledger_unbalanced/],
  ['is in another currency', [posting('t5', 0, 5), posting('t5', 1, -5), closing('t5', 't5', 'usd')], /ledger_unbal/],
  ['holds a fraction', [posting('t6', 0, 0.5), posting('t6', 1, -0.5), closing('t6')], /ledger_unbalanced/],
  ['holds a text', [posting('t7', 0, 'x'), posting('t7', 1, 0), closing('t7')], /ledger_unbalanced/],
])('the books refuse a transaction that %s', async (_, statements, law) => {
  await expect(write(statements as never)).rejects.toThrow(law)
  expect(
    await rows("SELECT 1 FROM ledger_postings WHERE account_id = 'acct_law' AND transaction_id LIKE 't%'"),
  ).toEqual([])
})

test('the ledger accepts a balanced transaction once, and no further postings into it', async () => {
  await write([posting('good', 0, 5), posting('good', 1, -5), closing('good')])
  await expect(write([posting('good', 2, 0)])).rejects.toThrow(/ledger_closed/)
  await expect(write([posting('again', 0, 5), posting('again', 1, -5), closing('again', 'good')])).rejects.toThrow(
    /UNIQUE/,
  )
  expect(await rows("SELECT transaction_id FROM ledger_postings WHERE account_id = 'acct_law'")).toHaveLength(2)
})

test.each(['ledger_postings', 'ledger_transactions', 'events'])(
  '%s are never changed and never deleted',
  async (table) => {
    await expect(write([{ sql: `UPDATE ${table} SET account_id = 'acct_x'`, args: [] }])).rejects.toThrow(/append_only/)
    await expect(write([{ sql: `DELETE FROM ${table}`, args: [] }])).rejects.toThrow(/append_only/)
  },
)
