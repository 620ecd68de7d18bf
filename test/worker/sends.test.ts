import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateAccount } from '../../src/actions/accounts/update-account.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { openLink } from '../../src/actions/links/open-link.ts'
import { orderFreshLink } from '../../src/actions/links/order-fresh-link.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { signLink } from '../../src/crypto/link-token.ts'
import { deleteMailCounts } from '../../src/jobs/delete-mail-counts.ts'
import { drain } from '../../src/jobs/follow-up.ts'
import { requestFreshLink } from '../../src/jobs/fresh-link.ts'
import { environment } from './environment.ts'
import { intercepting, realFetch, rows, sent } from './fetch-log.ts'
import { clock, code, done, merchant, newDeps, operatorUnit } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

beforeAll(() => clock.read())
afterAll(expectTenantPredicates)

let people = 0
const newCustomer = () => kranwerk.customer({ email: `post${++people}-${Date.now()}@bau.example` })

async function mailsTo(address: string): Promise<unknown[]> {
  return (await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(address)}`)).json()
}

/** One call of `send`, with its mail. */
async function send(invoiceId: string) {
  const deps = newDeps()
  const { unit } = kranwerk
  const answer = await sendInvoice(deps, unit, { invoiceId })
  await drain(deps, unit.written)
  return answer
}

const sendAtOnce = (invoiceId: string, times = 30) => Promise.all(Array.from({ length: times }, () => send(invoiceId)))
const timesSent = async (invoiceId: string) =>
  (await rows("SELECT count(*) AS n FROM events WHERE object_id = ? AND type = 'invoice.sent'", invoiceId))[0]!.n

/** The start of the next day in UTC, when every count starts again. */
const nextDay = () => clock.advance(dayMs - (clock.now() % dayMs) + minuteMs)

test('30 calls at once send an open invoice once, and each is answered with it', async () => {
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id)
  expect(new Set((await sendAtOnce(invoice.id)).map(code))).toEqual(new Set(['ok']))
  expect([await timesSent(invoice.id), await mailsTo(email!)]).toEqual([1, [expect.anything()]])
})

test('30 calls at once finalize and send a draft once, and each is answered with it', async () => {
  const { id, email } = await newCustomer()
  const draft = await kranwerk.draft(id)
  expect(new Set((await sendAtOnce(draft.id)).map(code))).toEqual(new Set(['ok']))
  expect([await timesSent(draft.id), await mailsTo(email!)]).toEqual([1, [expect.anything()]])
})

test('a draft that is finalized by another call while it is being sent is sent', async () => {
  const { id, email } = await newCustomer()
  const draft = await kranwerk.draft(id)
  const [answer] = await Promise.all([
    send(draft.id),
    finalizeInvoice(newDeps(), kranwerk.unit, { invoiceId: draft.id }),
  ])
  expect(code(answer)).toBe('ok')
  expect(await mailsTo(email!)).toHaveLength(1)
})

test('an invoice is sent five times a day, also by 30 calls at once; then it is refused until the next day', async () => {
  await nextDay()
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id)
  for (let turn = 1; turn <= 7; turn++) {
    const codes = (await sendAtOnce(invoice.id)).map(code)
    expect(new Set(codes), `turn ${turn}`).toEqual(new Set([turn <= 5 ? 'ok' : 'rate_limit']))
    expect(await mailsTo(email!)).toHaveLength(Math.min(5, turn))
    await clock.advance(minuteMs)
  }
  const refused = await send(invoice.id)
  if (refused.ok) throw new Error('sent')
  const { retryAfterSeconds, values } = refused.refusal
  expect(values?.reason).toBe('this invoice was sent to its customer 5 times today')
  await clock.advance(retryAfterSeconds! * 1000 - 5000)
  expect(code(await send(invoice.id))).toBe('rate_limit')
  await clock.advance(6000)
  expect(code(await send(invoice.id))).toBe('ok')
  expect(await mailsTo(email!)).toHaveLength(6)
})

test('an account sends as many invoices a day as it is set to, counted exactly over many at once', async () => {
  await nextDay()
  const invoices = await Promise.all([...Array(12)].map(async () => kranwerk.open((await newCustomer()).id)))
  const limit = (sendsPerDay: number) =>
    updateAccount(newDeps(), operatorUnit(kranwerk.id), { settings: { sendsPerDay } })
  done(await limit(4))
  try {
    const answers = await Promise.all(invoices.map(({ id }) => send(id)))
    expect(answers.map(code).filter((one) => one === 'ok')).toHaveLength(4)
    expect(new Set(answers.map(code))).toEqual(new Set(['ok', 'rate_limit']))
    const mails = await Promise.all(invoices.map(({ buyer }) => mailsTo(buyer.email!)))
    expect(mails.flat()).toHaveLength(4)
    const refused = answers.find(({ ok }) => !ok)
    expect(refused).toMatchObject({ refusal: { values: { reason: 'your account may send 4 invoices a day' } } })
    expect((await rows("SELECT count FROM mail_counts WHERE counted = 'send' ORDER BY day DESC LIMIT 1"))[0]).toEqual({
      count: 4,
    })
  } finally {
    done(await limit(10_000))
  }
})

async function orderFresh(invoiceId: string, linkId: string): Promise<void> {
  const deps = newDeps()
  const opened = await openLink(deps, { accountId: kranwerk.id, invoiceId, linkId })
  const unit = unitOfWork(opened!.caller)
  await orderFreshLink(deps, unit, opened!)
  await drain(deps, unit.written)
}

test('a fresh link is mailed once in a quarter of an hour and five times a day for one link, ten times for one address', async () => {
  await nextDay()
  const { id, email } = await newCustomer()
  const invoices = [await kranwerk.open(id), await kranwerk.open(id), await kranwerk.open(id)]
  const counts: number[] = []
  for (const { id: invoiceId } of invoices) {
    const [link] = await rows('SELECT id FROM links WHERE invoice_id = ? AND recipient = ?', invoiceId, email!)
    for (let quarter = 0; quarter < 7; quarter++) {
      await Promise.all([...Array(10)].map(() => orderFresh(invoiceId, link!.id)))
      await clock.advance(15 * minuteMs)
    }
    counts.push((await mailsTo(email!)).length)
  }
  expect(counts).toEqual([5, 10, 10])
})

test('a fresh link that the queue refuses is mailed at once, for a valid link only', async () => {
  await nextDay()
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id)
  const [link] = await rows('SELECT id FROM links WHERE invoice_id = ? AND recipient = ?', invoice.id, email!)
  const claims = { accountId: kranwerk.id, invoiceId: invoice.id, linkId: link!.id }
  const full = { send: () => Promise.reject(new Error('queue')) } as unknown as Queue<unknown>
  const token = await signLink(newDeps().linkKeys, claims, clock.now() - dayMs)
  sent.length = 0
  await requestFreshLink(newDeps(full), `${token.slice(0, -4)}AAAA`)
  expect(sent).toEqual([])
  await requestFreshLink(newDeps(full), token)
  expect(await mailsTo(email!)).toHaveLength(1)
  await clock.advance(16 * minuteMs)
  let isAway = true
  await intercepting(
    async (call, go) => {
      if (call.to === 'database' && isAway) {
        setTimeout(() => {
          isAway = false
        }, 500)
        throw new TypeError('Network connection lost.')
      }
      return go()
    },
    () => requestFreshLink(newDeps(full), token),
  )
  expect(await mailsTo(email!)).toHaveLength(2)
})

test('counts of past days are deleted', async () => {
  const days = async () => (await rows('SELECT DISTINCT day FROM mail_counts')).map(({ day }) => day as string)
  await clock.advance(2 * dayMs)
  await send((await kranwerk.open((await newCustomer()).id)).id)
  expect((await days()).length).toBeGreaterThan(1)
  await deleteMailCounts(newDeps(), newDeps().db)
  expect(await days()).toEqual([new Date(clock.now()).toISOString().slice(0, 10)])
})
