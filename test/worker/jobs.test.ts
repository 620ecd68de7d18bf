import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { deleteObject } from '../../src/actions/objects/delete-object.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { commitUnit, nothingWritten, withConditions } from '../../src/actions/unit-of-work.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { Conflict } from '../../src/db/conflict.ts'
import { outboxOf } from '../../src/db/repositories/outbox.ts'
import { timersOf } from '../../src/db/repositories/timers.ts'
import { fanOut } from '../../src/jobs/fan-out.ts'
import { drain, followUp } from '../../src/jobs/follow-up.ts'
import type { JobMessage } from '../../src/jobs/messages.ts'
import { timer } from '../../src/jobs/timer.ts'
import { rounds } from '../proof/rounds.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { environment } from './environment.ts'
import { intercepting, realFetch, rows, sent, write } from './fetch-log.ts'
import { clock, code, control, done, merchant, newDeps, worker } from './merchant.ts'
import { newQueue, work } from './queue.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const leaseMs = 120_000

const calm = () =>
  write(
    ['outbox', 'timers', 'provider_events'].map((table) => ({
      sql: `UPDATE ${table} SET visible_at = NULL`,
      args: [],
    })),
  )

beforeAll(() => clock.read())
beforeEach(async () => {
  await calm()
  await control('DELETE faults')
  await realFetch(`${environment.mailbox}/api/faults`, { method: 'DELETE' })
})
afterAll(expectTenantPredicates)

async function tick(): Promise<JobMessage[]> {
  const queue = newQueue()
  await fanOut(newDeps(queue), newDeps().db)
  return queue.messages
}

/**
 * Runs cron until nothing is due, and returns what was claimed. Throws after too many rounds: the provider's feed, which also has what
 * other files did, is read page by page.
 */
async function quiet(bound = 40): Promise<JobMessage[]> {
  const all: JobMessage[] = []
  for (let round = 0; round < bound; round++) {
    const messages = await tick()
    if (messages.length === 0) return all
    all.push(...messages)
    await work(messages)
  }
  throw new Error(`still due after ${bound} ticks: ${JSON.stringify(await tick())}`)
}

const mailFault = (fault: Record<string, unknown>) =>
  realFetch(`${environment.mailbox}/api/faults`, {
    method: 'POST',
    body: JSON.stringify(fault),
    headers: { 'content-type': 'application/json' },
  })

async function mailsTo(address: string): Promise<{ subject: string }[]> {
  return (await realFetch(`${environment.mailbox}/api/mails?to=${encodeURIComponent(address)}`)).json()
}

let people = 0
/** A customer with a unique address, to find the mails to it. */
const newCustomer = () => kranwerk.customer({ email: `kunde${++people}-${Date.now()}@bau.example` })
const timeline = async ({ id }: { id: string }) =>
  (
    await rows(
      "SELECT type, data FROM events WHERE object_id = ? AND (type LIKE 'mail.%' OR type LIKE 'reminder.%' OR type LIKE 'charge.%') ORDER BY seq",
      id,
    )
  ).map(({ type, data }) =>
    `${type} ${JSON.parse(data).mail ?? ''}${JSON.parse(data).reason ? `: ${JSON.parse(data).reason}` : ''}`
      .replace(' :', ':')
      .trim(),
  )
const orders = (invoice: IssuedInvoice, count: number) =>
  write(
    Array.from({ length: count }, (_, i) => ({
      sql: "INSERT INTO outbox (account_id, id, kind, subject_id, payload, dedupe_key, created_at, visible_at) VALUES ('acct_kranwerk', ?, 'mail', ?, ?, ?, 0, ?)",
      args: [
        `out_${invoice.id}_${i}`,
        invoice.id,
        JSON.stringify({ mail: 'fresh_link', invoiceId: invoice.id }),
        `story:${invoice.id}:${i}`,
        clock.now() - 1,
      ],
    })),
  )

test('each due follow-up is claimed by one of five concurrent ticks and done once', async () => {
  const count = rounds(60, 150)
  const invoices = await mapConcurrently(8, [...Array(count / 5)], async () => kranwerk.open((await newCustomer()).id))
  for (const invoice of invoices) await orders(invoice, 5)
  for (const table of ['timers', 'provider_feeds'])
    await write([{ sql: `UPDATE ${table} SET visible_at = NULL`, args: [] }])
  const claimed: JobMessage[] = (await Promise.all(Array.from({ length: 5 }, tick))).flat()
  expect(claimed).toHaveLength(count)
  expect(new Set(claimed.map(({ id }) => id)).size).toBe(count)
  // A queue may deliver a message twice, here both at once.
  await work(claimed.flatMap((message) => [message, message]))
  expect(
    await rows("SELECT count(*) AS n FROM outbox WHERE dedupe_key LIKE 'story:%' AND done_at IS NOT NULL"),
  ).toEqual([{ n: count }])
  const mails = await Promise.all(invoices.map(({ buyer }) => mailsTo(buyer.email!)))
  expect(mails.map(({ length }) => length)).toEqual(Array(count / 5).fill(5))
  expect(await tick()).toEqual([])
})

test('a claim in two statements, a read and a write, gives the same work to several ticks', async () => {
  const invoice = await kranwerk.open((await newCustomer()).id)
  await orders(invoice, 1)
  const read = () => rows('SELECT id FROM outbox WHERE subject_id = ? AND visible_at <= ?', invoice.id, clock.now())
  const take = () =>
    write([{ sql: 'UPDATE outbox SET visible_at = ? WHERE subject_id = ?', args: [clock.now() + leaseMs, invoice.id] }])
  const found = await Promise.all([read(), read(), read()])
  await Promise.all([take(), take(), take()])
  expect(found.flat()).toHaveLength(3)
})

test('the work of a crashed tick is claimed again when its lease ends, and its late write is refused by the fence', async () => {
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id)
  await orders(invoice, 1)
  const [dead] = await tick()
  expect(await tick()).toEqual([])
  await clock.advance(leaseMs + 1)
  const heir = (await tick()).find((message) => message.job === 'follow_up' && message.kind === 'mail')
  expect(heir).toMatchObject({ id: dead!.id, fence: dead!.fence + 1 })
  await followUp(newDeps(), dead!, nothingWritten())
  expect(await mailsTo(email!)).toEqual([])
  const late = newDeps()
  const condition = outboxOf(late.db, kranwerk.id).stillHeld(dead!.id, dead!.fence)
  await expect(
    commitUnit(late, withConditions(worker(kranwerk.id), [condition]), [], clock.now()),
  ).rejects.toBeInstanceOf(Conflict)
  const retried = outboxOf(late.db, kranwerk.id).postponed(dead!.id, dead!.fence, 9, 1, 'late')
  await commitUnit(late, worker(kranwerk.id), [], clock.now(), [retried])
  expect(await rows('SELECT tries FROM outbox WHERE id = ?', dead!.id)).toEqual([{ tries: 0 }])
  await followUp(newDeps(), heir!, nothingWritten())
  expect(await mailsTo(email!)).toHaveLength(1)
})

test('an ordered mail is leased to the request that ordered it, and sent by cron if that crashed', async () => {
  const { id, email } = await newCustomer()
  const { id: invoiceId } = await kranwerk.open(id)
  const { unit } = kranwerk
  const late = newDeps()
  done(await sendInvoice(late, unit, { invoiceId }))
  await quiet()
  expect(await mailsTo(email!)).toEqual([])
  await clock.advance(leaseMs + 1)
  await quiet()
  expect(await mailsTo(email!)).toHaveLength(1)
  // The request was only late: its lease has ended, and its work is done.
  await drain(late, unit.written)
  expect(await mailsTo(email!)).toHaveLength(1)
})

test('a mail that was ordered a while ago is claimed again, and its invoice read again before it is sent', async () => {
  const { id, email } = await newCustomer()
  const { id: invoiceId } = await kranwerk.open(id)
  const { unit } = kranwerk
  const slow = newDeps()
  done(await sendInvoice(slow, unit, { invoiceId }))
  await clock.advance(leaseMs / 2)
  done(await voidInvoice(newDeps(), kranwerk.unit, { invoiceId }))
  await drain(slow, unit.written)
  expect([await mailsTo(email!), await timeline({ id: invoiceId })]).toEqual([[], ['mail.skipped invoice: void']])
})

test('an invoice that changed between order and mail has both in its history', async () => {
  const { id, email } = await newCustomer()
  const { id: invoiceId } = await kranwerk.open(id)
  const { unit } = kranwerk
  const deps = newDeps()
  done(await sendInvoice(deps, unit, { invoiceId }))
  expect(code(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId }))).toBe('ok')
  await drain(deps, unit.written)
  expect(await mailsTo(email!)).toHaveLength(1)
  expect(await timeline({ id: invoiceId })).toEqual(['mail.sent invoice'])
  expect((await kranwerk.invoice(invoiceId)).status).toBe('paid')
})

test('a reminder whose message is delivered twice is one mail, and later reminders are still sent', async () => {
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id, 11900, { daysUntilDue: 10 })
  const dues = async () =>
    (await rows("SELECT due_at, visible_at FROM timers WHERE subject_id = ? AND kind = 'reminder'", invoice.id))[0]!
  await write([{ sql: 'UPDATE timers SET visible_at = due_at WHERE subject_id = ?', args: [invoice.id] }])
  let mails = 0
  for (let step = 0; step < 5; step++) {
    await clock.advance((await dues()).due_at - clock.now() + 1)
    const messages = (await tick()).filter((message) => message.id === invoice.id)
    expect(messages).toHaveLength(1)
    await work([...messages, ...messages])
    for (const message of messages) await timer(newDeps(), message, nothingWritten())
    await quiet()
    expect(await mailsTo(email!)).toHaveLength(++mails)
    const { due_at, visible_at } = await dues()
    expect(visible_at).toBe(due_at)
  }
  expect(await dues()).toEqual({ due_at: null, visible_at: null })
})

test('a reminder with nothing to send is set to its next step', async () => {
  const invoice = await kranwerk.open((await newCustomer()).id, 11900, { daysUntilDue: 10 })
  const [{ due_at }] = (await rows(
    "SELECT due_at FROM timers WHERE subject_id = ? AND kind = 'reminder'",
    invoice.id,
  )) as [{ due_at: number }]
  await write([
    {
      sql: "UPDATE timers SET visible_at = ? WHERE subject_id = ? AND kind = 'reminder'",
      args: [clock.now() - 1, invoice.id],
    },
  ])
  await quiet(20)
  const [row] = await rows("SELECT visible_at FROM timers WHERE subject_id = ? AND kind = 'reminder'", invoice.id)
  expect(row!.visible_at === due_at || row!.visible_at > clock.now()).toBe(true)
})

test('three missed reminders are merged into the newest, and the timeline says so', async () => {
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id, 11900, { daysUntilDue: 4 })
  await clock.advance(8 * dayMs)
  while (new Date(clock.now()).getUTCHours() !== 11) await clock.advance(hourMs)
  await quiet()
  expect(await mailsTo(email!)).toHaveLength(1)
  const { steps } = await kranwerk.invoice(invoice.id)
  expect(
    Object.entries(steps)
      .map(([name, { outcome }]) => `${name} ${outcome}`)
      .sort(),
  ).toEqual(['due+0 merged', 'due+3 sent', 'due-3 merged'])
})

test('an invoice that was paid, voided or got a payment between order and mail is not reminded, and the timeline says why', async () => {
  const reasons: string[] = []
  for (const [end, expected] of [
    [async (i: IssuedInvoice) => code(await payOutOfBand(newDeps(), kranwerk.unit, { invoiceId: i.id })), 'paid'],
    [async (i: IssuedInvoice) => code(await voidInvoice(newDeps(), kranwerk.unit, { invoiceId: i.id })), 'void'],
  ] as const) {
    const { id, email } = await newCustomer()
    const invoice = await kranwerk.open(id)
    const order = {
      sql: "INSERT INTO outbox (account_id, id, kind, subject_id, payload, dedupe_key, created_at, visible_at) VALUES ('acct_kranwerk', ?, 'mail', ?, ?, ?, 0, 1)",
      args: [
        `out_rem_${invoice.id}`,
        invoice.id,
        JSON.stringify({ mail: 'reminder', invoiceId: invoice.id, step: 'due+3' }),
        `r:${invoice.id}`,
      ],
    }
    await write([order])
    expect(await end(invoice)).toBe('ok')
    await quiet()
    expect((await timeline(invoice)).filter((line) => line.includes('reminder'))).toEqual([
      `mail.skipped reminder: ${expected}`,
    ])
    expect((await mailsTo(email!)).filter(({ subject }) => /erinner/i.test(subject))).toEqual([])
    reasons.push(expected)
  }
  expect(reasons).toEqual(['paid', 'void'])
})

const sendOnce = async (fault: Record<string, unknown> | null) => {
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id)
  if (fault) expect((await mailFault({ to: email, ...fault })).status).toBe(201)
  const { unit } = kranwerk
  const deps = newDeps()
  done(await sendInvoice(deps, unit, { invoiceId: invoice.id }))
  await drain(deps, unit.written)
  const sentTo = async () => (await mailsTo(email!)).length
  const outbox = async () =>
    (await rows("SELECT tries, visible_at, done_at FROM outbox WHERE subject_id = ? AND kind = 'mail'", invoice.id))[0]!
  return { invoice, sentTo, outbox }
}

test('a mail that was sent, refused for good or has an unknown outcome is recorded as that and not repeated', async () => {
  const fine = await sendOnce(null)
  expect([await fine.sentTo(), await timeline(fine.invoice)]).toEqual([1, ['mail.sent invoice']])
  const rejected = await sendOnce({ kind: 'reject_550' })
  expect(await rejected.sentTo()).toBe(0)
  expect((await timeline(rejected.invoice))[0]).toMatch(/^mail.failed invoice: address_refused/)
  const unknown = await sendOnce({ kind: 'drop_after_accept' })
  expect(await unknown.sentTo()).toBe(1)
  expect((await timeline(unknown.invoice))[0]).toMatch(/^mail.failed invoice: unknown/)
  await clock.advance(dayMs)
  await quiet()
  expect([await rejected.sentTo(), await unknown.sentTo()]).toEqual([0, 1])
  for (const one of [fine, rejected, unknown]) expect(await one.outbox()).toMatchObject({ visible_at: null })
})

/** Makes the mail server refuse an address at every attempt. */
const refusing = async (email: string) =>
  expect((await mailFault({ kind: 'reject_550', to: email, times: 99 })).status).toBe(201)

const reviewsOf = ({ id }: { id: string }) =>
  rows("SELECT kind, detail FROM review_items WHERE invoice_id = ? AND kind LIKE 'mail_%' ORDER BY id", id)

async function sendAndDrain(invoiceId: string): Promise<void> {
  const { unit } = kranwerk
  const deps = newDeps()
  done(await sendInvoice(deps, unit, { invoiceId }))
  await drain(deps, unit.written)
}

test('an address that the mail server refuses gets a review item and no reminder of any invoice', async () => {
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id, 11900, { daysUntilDue: 4 })
  const other = await kranwerk.open(id, 4200, { daysUntilDue: 4 })
  await refusing(email!)
  await sendAndDrain(invoice.id)
  expect(await reviewsOf(invoice)).toEqual([{ kind: 'mail_address_refused', detail: expect.stringContaining('5.1.1') }])
  await clock.advance(12 * dayMs)
  while (new Date(clock.now()).getUTCHours() !== 11) await clock.advance(hourMs)
  await quiet()
  expect(await timeline(invoice)).toEqual(['mail.failed invoice: address_refused', 'reminder.skipped: address_refused'])
  expect(await timeline(other)).toEqual(['reminder.skipped: address_refused'])
  await sendAndDrain(invoice.id)
  expect((await timeline(invoice)).at(-1)).toBe('mail.failed invoice: address_refused')
  expect((await reviewsOf(invoice)).length).toBe(2)
  const refused = async () =>
    JSON.parse((await rows('SELECT state FROM customers WHERE id = ?', id))[0]!.state).refusedAddresses
  expect(await refused()).toEqual([email])
  // Writing the same address again confirms it.
  done(await updateCustomer(newDeps(), kranwerk.unit, { customerId: id, input: { email } }))
  expect(await refused()).toEqual([])
})

test('after a refusal the invoice is sent to the corrected address with a new link, and reminders go there', async () => {
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id, 11900, { daysUntilDue: 4 })
  await refusing(email!)
  await sendAndDrain(invoice.id)
  const corrected = `richtig-${email}`
  await realFetch(`${environment.mailbox}/api/faults`, { method: 'DELETE' })
  done(await updateCustomer(newDeps(), kranwerk.unit, { customerId: id, input: { email: corrected } }))
  await clock.advance(hourMs)
  await sendAndDrain(invoice.id)
  expect(await mailsTo(corrected)).toHaveLength(1)
  const links = await rows('SELECT recipient FROM links WHERE invoice_id = ? AND recipient IS NOT NULL', invoice.id)
  expect(links.map(({ recipient }) => recipient).sort()).toEqual([email, corrected].sort())
  await clock.advance(5 * dayMs)
  while (new Date(clock.now()).getUTCHours() !== 11) await clock.advance(hourMs)
  await quiet()
  expect(await mailsTo(corrected)).toHaveLength(2)
  expect((await kranwerk.invoice(invoice.id)).buyer.email).toBe(email)
})

test('an address that accepts a mail again gets reminders again', async () => {
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id, 11900, { daysUntilDue: 4 })
  await refusing(email!)
  await sendAndDrain(invoice.id)
  await realFetch(`${environment.mailbox}/api/faults`, { method: 'DELETE' })
  await clock.advance(hourMs)
  await sendAndDrain(invoice.id)
  expect(await mailsTo(email!)).toHaveLength(1)
  await clock.advance(5 * dayMs)
  while (new Date(clock.now()).getUTCHours() !== 11) await clock.advance(hourMs)
  await quiet()
  expect(await mailsTo(email!)).toHaveLength(2)
})

test('a deferred mail is tried six times over hours, then recorded as failed', async () => {
  const late = await sendOnce({ kind: 'tempfail_451', times: 99 })
  const began = clock.now()
  let rounds = 0
  while ((await late.outbox()).done_at === null && rounds++ < 12) {
    const { visible_at } = await late.outbox()
    await clock.advance(Math.max(1, visible_at - clock.now() + 1))
    await quiet()
  }
  expect(rounds).toBe(5)
  expect(clock.now() - began).toBeGreaterThan(hourMs)
  expect((await timeline(late.invoice))[0]).toMatch(/^mail.failed invoice: later/)
  const twice = await sendOnce({ kind: 'tempfail_451', times: 2 })
  for (let i = 0; i < 2; i++) {
    await clock.advance(Math.max(1, (await twice.outbox()).visible_at - clock.now() + 1))
    await quiet()
  }
  expect([await twice.sentTo(), await timeline(twice.invoice)]).toEqual([1, ['mail.sent invoice']])
})

test('a mail that cannot be composed is parked with a review item after six attempts, and one without an invoice is done', async () => {
  const invoice = await kranwerk.open((await newCustomer()).id)
  const order = (id: string, payload: object) => ({
    sql: "INSERT INTO outbox (account_id, id, kind, subject_id, payload, dedupe_key, created_at, visible_at) VALUES ('acct_kranwerk', ?, 'mail', ?, ?, ?, 0, 1)",
    args: [id, invoice.id, JSON.stringify(payload), id],
  })
  await write([
    order('out_poison', { mail: 'sonnet', invoiceId: invoice.id }),
    {
      ...order('out_nothing', { mail: 'receipt' }),
      args: ['out_nothing', 'in_gone', '{"mail":"receipt"}', 'out_nothing'],
    },
  ])
  let claims = 0
  for (let i = 0; i < 10; i++) {
    claims += (await quiet()).filter(({ id }) => id === 'out_poison').length
    await clock.advance(7 * hourMs)
  }
  expect(claims).toBe(6)
  expect(await rows("SELECT kind FROM review_items WHERE subject = 'out_poison'")).toEqual([
    { kind: 'follow_up_parked' },
  ])
  expect(await rows("SELECT visible_at, outcome FROM outbox WHERE id = 'out_nothing'")).toEqual([
    { visible_at: null, outcome: 'nothing_to_do' },
  ])
})

test('a follow-up of a kind that only newer code knows stays due and unchanged, however often older code claims it', async () => {
  const invoice = await kranwerk.open((await newCustomer()).id)
  await write([
    {
      sql: "INSERT INTO outbox (account_id, id, kind, subject_id, payload, dedupe_key, created_at, visible_at) VALUES ('acct_kranwerk', 'out_newer', 'rendering', ?, '{}', 'out_newer', 0, 1)",
      args: [invoice.id],
    },
  ])
  const older = async () => (await quiet()).filter(({ id }) => id === 'out_newer')
  for (let tries = 0; tries < 8; tries++) {
    expect(await older()).toHaveLength(1)
    expect(await older()).toEqual([])
    await clock.advance(leaseMs + 1)
  }
  expect(await rows("SELECT kind FROM review_items WHERE subject = 'out_newer'")).toEqual([])
  expect(await rows("SELECT tries, done_at, last_error FROM outbox WHERE id = 'out_newer'")).toEqual([
    { tries: 0, done_at: null, last_error: null },
  ])
  // Newer code knows the kind.
  const payload = JSON.stringify({ mail: 'fresh_link', invoiceId: invoice.id })
  await write([{ sql: "UPDATE outbox SET kind = 'mail', payload = ? WHERE id = 'out_newer'", args: [payload] }])
  expect(await older()).toHaveLength(1)
  expect(await timeline(invoice)).toEqual(['mail.sent fresh_link'])
})

test('a timer of a kind that only newer code knows stays due', async () => {
  const invoice = await kranwerk.open((await newCustomer()).id)
  await write([
    {
      sql: "INSERT INTO timers (account_id, subject_id, kind, due_at, visible_at) VALUES ('acct_kranwerk', ?, 'late_fee', 1, 1)",
      args: [invoice.id],
    },
  ])
  const older = async () => (await quiet()).filter(({ kind }) => kind === 'late_fee')
  for (let tries = 0; tries < 3; tries++) {
    expect(await older()).toHaveLength(1)
    await clock.advance(leaseMs + 1)
  }
  expect(await rows("SELECT tries, last_error FROM timers WHERE kind = 'late_fee'")).toEqual([
    { tries: 0, last_error: null },
  ])
  await write([{ sql: "DELETE FROM timers WHERE kind = 'late_fee'", args: [] }])
})

const automatic = (customerId: string) => kranwerk.open(customerId, 4200, { collectionMethod: 'charge_automatically' })
const chargesOf = async ({ id }: { id: string }) =>
  (await kranwerk.truth()).payments.filter(
    ({ metadata }: { metadata: Record<string, string> }) => metadata.remit_invoice === id,
  ).length

test('an automatic charge whose message is delivered five times at once is one charge', async () => {
  const { id } = await kranwerk.customerWithCard()
  for (let i = 0; i < 10; i++) {
    const invoice = await automatic(id)
    await clock.advance(1)
    const [message] = (await tick()).filter((one) => one.id === invoice.id && one.kind === 'charge')
    await work(Array(5).fill(message))
    expect(await kranwerk.invoice(invoice.id)).toMatchObject({ status: 'paid', attemptCount: 1 })
    expect(await chargesOf(invoice)).toBe(1)
  }
})

test('a declined charge whose message is delivered again is not retried before its day', async () => {
  const { id } = await kranwerk.customerWithCard('pm_card_chargeCustomerFail')
  const invoice = await automatic(id)
  await clock.advance(1)
  const [message] = (await tick()).filter((one) => one.id === invoice.id && one.kind === 'charge')
  await work(Array(5).fill(message))
  const { attemptCount, nextChargeAt } = await kranwerk.invoice(invoice.id)
  expect(attemptCount).toBe(1)
  expect(
    await rows("SELECT due_at, visible_at FROM timers WHERE subject_id = ? AND kind = 'charge'", invoice.id),
  ).toEqual([{ due_at: nextChargeAt, visible_at: nextChargeAt }])
  expect(nextChargeAt).toBeGreaterThan(clock.now() + dayMs)
})

test('every timer has a next time or none: 40 days of ticks claim each only a few times', async () => {
  const declined = await automatic((await kranwerk.customerWithCard('pm_card_chargeCustomerFail')).id)
  const noMethod = await automatic((await newCustomer()).id)
  const forgotten = await automatic((await kranwerk.customerWithCard()).id)
  done(await deleteObject(newDeps(), kranwerk.unit, 'customer', forgotten.customerId))
  const reminded = await kranwerk.open((await newCustomer()).id, 11900, { daysUntilDue: 5 })
  const opened = await kranwerk.open((await kranwerk.customerWithCard()).id, 11900, { daysUntilDue: 5 })
  done(await kranwerk.pay(opened))
  const unreported = await kranwerk.open((await kranwerk.customerWithCard()).id)
  await control('POST faults', { kind: 'reset_before', match: { method: 'POST', path: '/v1/payment_intents' } })
  await chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: unreported.id, methodId: null })
  await control('DELETE faults')
  const names = { declined, noMethod, forgotten, reminded, opened, unreported }
  const claims: Record<string, number> = {}
  for (let at = 0; at < 40 * 2; at++) {
    for (const { id, kind, job } of await quiet()) {
      const name = Object.entries(names).find(([, invoice]) => invoice.id === id)?.[0]
      if (job === 'timer' && name) claims[`${name} ${kind}`] = (claims[`${name} ${kind}`] ?? 0) + 1
    }
    await clock.advance(12 * hourMs)
  }
  console.log('claims in 40 days', JSON.stringify(claims))
  expect(Math.max(...Object.values(claims))).toBeLessThanOrEqual(16)
  for (const { id } of Object.values(names))
    expect(
      await rows('SELECT kind, visible_at FROM timers WHERE subject_id = ? AND visible_at IS NOT NULL', id),
    ).toEqual([])
  expect(await timeline(noMethod)).toContain('charge.given_up: payment_method_missing')
  expect((await timeline(forgotten)).at(-1)).toBe('charge.given_up: customer_deleted')
  expect(await rows('SELECT kind FROM review_items WHERE subject = ?', forgotten.id)).toEqual([
    { kind: 'charge_not_possible' },
  ])
  expect((await kranwerk.invoice(unreported.id)).status).toBe('paid')
  expect(await chargesOf(unreported)).toBe(1)
})

test('one of eight deliveries of a message takes the timer, and one with an older fence none', async () => {
  const invoice = await automatic((await kranwerk.customerWithCard()).id)
  await clock.advance(1)
  const [message] = (await tick()).filter((one) => one.id === invoice.id && one.kind === 'charge')
  const take = () => timersOf(newDeps().db, kranwerk.id).take(invoice.id, 'charge', message!.fence)
  const taken = (await Promise.all(Array.from({ length: 8 }, take))).filter((one) => one !== null)
  expect(taken.map(({ timer: { fence } }) => fence)).toEqual([message!.fence + 1])
  await timer(newDeps(), message!, nothingWritten())
  expect(await chargesOf(invoice)).toBe(0)
})

test('a timer that was set to another time while it was held keeps that time', async () => {
  const invoice = await automatic((await kranwerk.customerWithCard('pm_card_chargeCustomerFail')).id)
  await clock.advance(1)
  const [message] = (await tick()).filter((one) => one.id === invoice.id && one.kind === 'charge')
  const held = (await timersOf(newDeps().db, kranwerk.id).take(invoice.id, 'charge', message!.fence))!.timer
  expect(code(await chargeInvoice(newDeps(), kranwerk.unit, { invoiceId: invoice.id, methodId: null }))).toBe(
    'payment_failed',
  )
  const deps = newDeps()
  const rest = timersOf(deps.db, kranwerk.id).postponed(invoice.id, 'charge', held, 1, null, 'late')
  await commitUnit(deps, worker(kranwerk.id), [], clock.now(), [rest])
  const { nextChargeAt } = await kranwerk.invoice(invoice.id)
  expect(await rows("SELECT visible_at FROM timers WHERE subject_id = ? AND kind = 'charge'", invoice.id)).toEqual([
    { visible_at: nextChargeAt },
  ])
})

test('work that fails while the database is unavailable is due again, and done once it is back', async () => {
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id)
  await orders(invoice, 1)
  const messages = await tick()
  await intercepting(
    async (call, go) => {
      if (call.to === 'database') throw new TypeError('Network connection lost.')
      return go()
    },
    () => work(messages),
  )
  expect(await mailsTo(email!)).toEqual([])
  await clock.advance(leaseMs + 1)
  await quiet()
  expect(await mailsTo(email!)).toHaveLength(1)
})

test('a fresh link that is requested while the database is unavailable stays on the queue and is mailed once', async () => {
  const { id, email } = await newCustomer()
  const invoice = await kranwerk.open(id)
  const [link] = await rows('SELECT id FROM links WHERE invoice_id = ?', invoice.id)
  const message: JobMessage = { job: 'fresh_link', accountId: 'acct_kranwerk', id: link!.id, invoiceId: invoice.id }
  const unavailable = (attempts: number) =>
    intercepting(
      async (call, go) => {
        if (call.to === 'database') throw new TypeError('Network connection lost.')
        return go()
      },
      () => work([message], attempts),
    )
  const [first = 0] = await unavailable(1)
  const [third = 0] = await unavailable(3)
  expect([first >= 15 && first <= 30, third >= 240 && third <= 480]).toEqual([true, true])
  // The queue delivers it twice, together with a second request of the customer.
  expect(await work([message, message, message])).toEqual([])
  expect(await mailsTo(email!)).toMatchObject([{ subject: expect.stringMatching(/^Your fresh link|Ihr neuer Link/) }])
  await write([{ sql: 'UPDATE links SET revoked_at = 1 WHERE id = ?', args: [link!.id] }])
  await clock.advance(hourMs)
  expect(await work([message])).toEqual([])
  expect(await mailsTo(email!)).toHaveLength(1)
})

test('an unknown queue message is acknowledged without any effect', async () => {
  const whole = { job: 'fresh_link', accountId: 'acct_kranwerk', id: 'lnk_story', invoiceId: 'in_story' }
  const strange = [
    null,
    'fresh_link',
    {},
    { ...whole, job: 'constructor' },
    { ...whole, id: 1 },
    { ...whole, invoiceId: {} },
  ]
  sent.length = 0
  expect(await work(strange as JobMessage[])).toEqual([])
  expect(sent).toEqual([])
})
