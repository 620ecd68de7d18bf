import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type HttpFault, httpFaults } from '../../dev/fault-proxy.ts'
import type { SmtpFault } from '../../dev/smtp-fault-proxy.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { until } from '../world/until.ts'
import { hear, uncalm } from './calm.ts'
import { doorsOf, post } from './doors.ts'
import { type FaultyTown, startFaultyTown } from './faulty-town.ts'
import { inLanes } from './lanes.ts'
import { type Issued, type Merchant, mailsIn, merchantIn } from './merchant.ts'
import { wrongsInMoney } from './money.ts'
import { Notebook } from './notebook.ts'
import {
  askForLink,
  fireCron,
  look,
  messagesOf,
  paymentsOf,
  pressInVain,
  type Row,
  threeToPay,
  type Waiting,
} from './outage.ts'
import { payAtCheckout, pressPay } from './pressing.ts'
import type { Town } from './town.ts'
import { morningAfter, overdue } from './waiting.ts'

const minuteMs = 60_000
const longestMs = 12_000
/** By when the queue has brought again what was put off once. */
const soonMs = 60_000

/** Faults that show at once, each for itself; then those that only show when patience ends. */
const atOnce = (Object.keys(httpFaults) as HttpFault[]).filter((kind) => kind !== 'delay' && !kind.startsWith('stall'))
const hanging = ['stall', 'stall midway'] as const

let faulty: FaultyTown
let town: Town
let merchant: Merchant
const notebook = new Notebook()

beforeAll(async () => {
  faulty = await startFaultyTown(notebook.deliverer())
  town = faulty.town
  merchant = merchantIn(town)
})

afterEach(() => faulty.lift())

afterAll(() => faulty?.stop())

/** Time passes, the provider's messages arrive, and cron fires once. */
async function oneTickAfter(minutes: number): Promise<void> {
  await town.clock.advance(minutes * minuteMs, { stepMs: minutes * minuteMs })
  await town.tick()
}

type Mail = { readonly outcome: string | null; readonly tries: number; readonly last_error: string | null }

/** The mails that were ordered about an invoice, and what became of them. */
const ordered = ({ id }: Issued) =>
  merchant.rows<Mail>("SELECT outcome, tries, last_error FROM outbox WHERE subject_id = ? AND kind = 'mail'", id)

const outcomes = async (invoices: readonly Issued[]) =>
  (await Promise.all(invoices.map(ordered))).flat().map(({ outcome }) => outcome)

test('while the database is away all pages are calm and messages come again; one tick makes up for it', async () => {
  const reminded = await merchant.bill(await merchant.customer(), { days_until_due: 3 })
  const cardholder = await merchant.customer()
  await merchant.keepMethod(cardholder)
  const charged = await merchant.bill(cardholder, { collection_method: 'charge_automatically' })
  const paid = await merchant.bill(await merchant.customer())
  const unreachable = await merchant.bill(await merchant.customer())
  await morningAfter(town, 3)
  expect(await overdue(town)).toEqual(expect.arrayContaining([`reminder of ${reminded.id}`, `charge of ${charged.id}`]))
  const { way } = await pressPay(paid)
  const [payment] = await merchant.rows<{ id: string }>('SELECT id FROM payments WHERE invoice_id = ?', paid.id)
  const doors = doorsOf(town, merchant, paid, payment!.id)

  const wrongs: string[] = []
  let answers = 0
  const everyDoor = async (what: string) => {
    const asked = doors.map(async (door) =>
      uncalm(`${door.what} while ${what}`, door.as, await hear(door.ask), door.to),
    )
    answers += asked.length
    wrongs.push(...(await Promise.all(asked)).flat())
  }
  for (const kinds of [...atOnce.map((kind) => [kind]), hanging]) {
    faulty.database.strikes.begin(100, ...kinds)
    const ticked = fireCron(town)
    await everyDoor(kinds.join(' and '))
    // Answered before anything is looked up, so that its time tells nobody whether the link was ours.
    const link = kinds === hanging ? unreachable : paid
    expect([kinds, (await askForLink(link))?.status]).toEqual([kinds, 200])
    if (!((await ticked)?.ms ?? Number.NaN) || (await ticked)!.ms > longestMs) wrongs.push(`cron hung while ${kinds}`)
  }
  expect(await payAtCheckout(way!)).not.toBeNull()
  await until('a message to be turned away', async () => notebook.counts['messages turned away'])
  expect([...wrongs, ...notebook.wrongs]).toEqual([])
  // What the platform would write of a fault by itself is its text, and with it the statement and its values.
  expect(faulty.log.filter((line) => /Uncaught|Failed query/.test(line))).toEqual([])

  faulty.lift()
  // What was claimed by somebody who never heard of it is free again when the lease has run out.
  await oneTickAfter(6)
  expect(await overdue(town)).toEqual([])
  const statuses = [charged, paid, reminded].map(({ id }) =>
    merchant.rows<Row>('SELECT status FROM invoices WHERE id = ?', id),
  )
  expect((await Promise.all(statuses)).flat().map(({ status }) => status)).toEqual(['paid', 'paid', 'open'])
  expect(await outcomes([reminded])).toEqual(['mail.sent'])
  expect((await post(town, merchant, 'evt_afterwards')).status).toBe(200)
  for (const { what, ask } of doors) expect([what, (await hear(ask))?.status]).not.toEqual([what, 503])
  const isMailed = async () => (await outcomes([unreachable])).join() === 'mail.sent'
  await until('the fresh link that was asked for', isMailed, soonMs)
  const turnedAway = notebook.counts['messages turned away'] ?? 0
  tally('the database away', { answers, ...faulty.database.strikes.counts, 'messages turned away': turnedAway })
})

test('while the provider is away invoices are shown, and whoever presses "pay" twice does not pay twice', async () => {
  await messagesOf(town, merchant, 'pause')
  const all = await inLanes(4, Array(rounds(4, 40)).fill(atOnce), (kinds) => threeToPay(merchant, kinds))
  faulty.provider.strikes.begin(100, ...atOnce)
  expect((await inLanes(4, all, (waiting) => pressInVain(town, merchant, waiting))).flat()).toEqual([])
  faulty.lift()
  await expectSwept(all)
  tally('the provider away', { invoices: 3 * all.length, ...faulty.provider.strikes.counts })
  expect(atOnce.filter((kind) => faulty.provider.strikes.counts[kind] === 0)).toEqual([])
})

/** Our own look after a minute finds out what became of each attempt, without a message; then the messages change nothing. */
async function expectSwept(all: readonly Waiting[]): Promise<void> {
  await oneTickAfter(2)
  expect(await overdue(town)).toEqual([])
  await messagesOf(town, merchant, 'resume')
  await oneTickAfter(1)
  const { payments, sessions } = merchant.truth()
  for (const { kinds, byClick, atCheckout, byNewcomer } of all) {
    const begun = [byClick, atCheckout].map((invoice) => paymentsOf(merchant, invoice))
    expect([kinds, ...(await Promise.all(begun)).flat()]).toEqual([kinds, 'succeeded', 'open'])
    expect(payments.filter(({ metadata }) => metadata.remit_invoice === byClick.id)).toHaveLength(1)
    expect(sessions.filter(({ metadata }) => metadata.remit_invoice === atCheckout.id)).toHaveLength(1)
    expect((await pressPay(byNewcomer)).way).toContain('/c/pay/')
  }
}

/** What each fault leaves us with: a mail that surely did not leave, or one that nobody can know of. Mails that really came. */
const mailFaults: readonly (readonly [kind: SmtpFault, knows: 'not yet' | 'never' | 'unknown', came: 0 | 1])[] = [
  ['reset at once', 'not yet', 0],
  ['hang up at once', 'not yet', 0],
  ['try later', 'not yet', 0],
  ['turn away', 'never', 0],
  ['reset before', 'unknown', 0],
  ['reset after', 'unknown', 1],
  ['cut answer', 'unknown', 1],
]

test('while the mail server is away nothing else suffers, and every mail that did not leave leaves once afterwards', async () => {
  const sent: (readonly [Issued, (typeof mailFaults)[number]])[] = []
  for (const row of mailFaults) {
    const [kind] = row
    const invoice = await merchant.bill(await merchant.customer())
    faulty.mail.strikes.begin(100, kind)
    await expectSentAndShown(kind, invoice)
    sent.push([invoice, row])
    await until(`what becomes of the mail while ${kind}`, async () =>
      (await ordered(invoice)).every(({ tries, outcome }) => tries === 1 || outcome !== null),
    )
    faulty.lift()
  }
  await oneTickAfter(1)
  await expectMails(sent)
  tally('the mail server away', faulty.mail.strikes.counts)
})

/** The API sends, and the page is shown, as if nothing were the matter. */
async function expectSentAndShown(what: string, invoice: Issued): Promise<void> {
  const began = performance.now()
  const { status } = await merchant.remit.invoices.sendInvoice(invoice.id)
  const page = await look(invoice.hosted_invoice_url)
  expect([what, status, page?.status]).toEqual([what, 'open', 200])
  expect(performance.now() - began).toBeLessThan(5000)
}

async function expectMails(sent: readonly (readonly [Issued, (typeof mailFaults)[number]])[]): Promise<void> {
  const mails = await mailsIn(town)
  const seen = sent.map(async ([invoice, [kind, knows]]) => {
    const [mail] = await ordered(invoice)
    const came = mails.filter(({ envelope }) => envelope.to[0] === invoice.customer_email).length
    return [kind, knows, mail?.outcome, came]
  })
  expect(await Promise.all(seen)).toEqual(
    sent.map(([, [kind, knows, came]]) => [
      kind,
      knows,
      ...(knows === 'not yet' ? ['mail.sent', 1] : ['mail.failed', came]),
    ]),
  )
}

test('a provider and a mail server that hang are waited for in vain, and no longer than anybody would wait', async () => {
  await messagesOf(town, merchant, 'pause')
  const mailed = [
    await merchant.bill(await merchant.customer()),
    await merchant.bill(await merchant.customer()),
  ] as const
  faulty.mail.strikes.begin(100, 'stall')
  await expectSentAndShown('stall', mailed[0])
  faulty.mail.strikes.begin(100, 'stall midway')
  await expectSentAndShown('stall midway', mailed[1])
  const waiting = await threeToPay(merchant, hanging)
  faulty.provider.strikes.begin(100, ...hanging)
  expect(await pressInVain(town, merchant, waiting)).toEqual([])
  await until('what becomes of the mails', async () =>
    (await Promise.all(mailed.map(ordered))).flat().every(({ tries, outcome }) => tries === 1 || outcome !== null),
  )
  faulty.lift()
  await expectSwept([waiting])
  await expectMails([
    [mailed[0], ['stall', 'not yet', 0]],
    [mailed[1], ['stall midway', 'unknown', 1]],
  ])
  const { stall, 'stall midway': midway } = faulty.provider.strikes.counts
  expect(Math.min(stall, midway)).toBeGreaterThan(0)
  tally('a provider and a mail server that hang', { stall, 'stall midway': midway })
})

test('a mail that the mail server does not want for hours is given up, and a person is asked', async () => {
  const invoice = await merchant.bill(await merchant.customer())
  faulty.mail.strikes.begin(100, 'try later')
  await merchant.remit.invoices.sendInvoice(invoice.id)
  for (let hours = 0; (await ordered(invoice))[0]?.outcome === null && hours < 24; hours += 3) await oneTickAfter(180)
  faulty.lift()
  expect(await ordered(invoice)).toMatchObject([{ outcome: 'mail.failed', tries: 5 }])
  const asked = await merchant.rows('SELECT kind FROM review_items WHERE invoice_id = ?', invoice.id)
  expect(asked).toEqual([{ kind: 'mail_given_up' }])
})

test('and when all is over the books are the provider’s truth', async () => {
  await oneTickAfter(60)
  expect(await wrongsInMoney(town)).toEqual([])
})
