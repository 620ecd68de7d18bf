import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isProving, rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import type { Environment } from './environment.ts'
import { type FaultyEnvironment, startFaultyEnvironment } from './faulty-environment.ts'
import { violationsIn } from './invariants.ts'
import { duplicateMails } from './mail-invariants.ts'
import { type Merchant, merchantIn } from './merchant.ts'
import { type Readings, read } from './readers.ts'
import { RunLog } from './run-log.ts'
import { settle, violationsAfterOneSweep } from './settle.ts'
import { startTraffic, type Traffic } from './traffic.ts'

const faultsPercent = 10
const phaseMs = rounds(3_000, 100_000)
const readers = 4
const links = 6

/** Of a hundred page loads so many may end in an immediate 503: where all three tries of the database failed. */
const mostEarlyPercent = 0.5

let faulty: FaultyEnvironment
let env: Environment
let merchant: Merchant
let traffic: Traffic
const log = new RunLog()
const pages: string[] = []

beforeAll(async () => {
  faulty = await startFaultyEnvironment(log.webhookSender())
  env = faulty.env
  merchant = merchantIn(env)
  for (let i = 0; i < links; i++) pages.push((await merchant.bill(await merchant.customer())).hosted_invoice_url)
  traffic = startTraffic(env, log, { concurrency: rounds(5, 8) })
})

afterAll(() => faulty?.stop())

const places = ['database', 'provider', 'mail'] as const

const phases = [
  { what: 'the database', failing: ['database'] },
  { what: 'the provider', failing: ['provider'] },
  { what: 'the mail server', failing: ['mail'] },
  { what: 'everything', failing: places },
] as const

test.each(phases)(
  'while $what fails one time in ten an invoice page is shown, or is a proper 503, and never an error',
  async ({ what, failing }) => {
    for (const place of failing) faulty[place].faults.inject(faultsPercent)
    const over = pause(phaseMs)
    let isOver = false
    void over.then(() => {
      isOver = true
    })
    const readings = await read(pages, readers, () => isOver)
    faulty.clearFaults()
    expect([...readings.violations, ...log.violations]).toEqual([])
    expectSeldom(readings)
    const { ok, late, early } = readings
    tally(`one fault in ten of ${what}`, {
      'page loads': ok + late + early.length,
      '503 after a database that hangs': late,
      '503 at once': early.length,
    })
  },
)

function expectSeldom({ ok, late, early }: Readings): void {
  const loads = ok + late + early.length
  expect(loads).toBeGreaterThan(10)
  expect(early.length, `after ${early} ms`).toBeLessThanOrEqual(Math.max(1, (loads * mostEarlyPercent) / 100))
}

test('after the faults the books match the provider and every acknowledged operation is there', async () => {
  faulty.clearFaults()
  await traffic.stop()
  const unswept = await violationsAfterOneSweep(env)
  const minutes = await settle(env)
  await traffic.retryUnanswered()
  const rested = minutes + (await settle(env))
  await traffic.mails.fetch()
  const mails = traffic.mails.all()
  const violations = [...unswept, ...(await violationsIn(env, log, mails))]
  const failed = await merchant.rows<{ reason: string }>(
    "SELECT json_extract(data, '$.reason') AS reason FROM events WHERE type = 'mail.failed'",
  )
  tally('one fault in ten, of everything in turn', {
    ...log.counts,
    mails: mails.length,
    'mails that came twice': duplicateMails(mails).length,
    'mails with unknown outcome': failed.filter(({ reason }) => reason.startsWith('unknown')).length,
    'violations after one sweep': unswept.length,
    'minutes until settled': rested,
    violations: violations.length,
  })
  for (const place of places) {
    const { passed, counts } = faulty[place].faults
    tally(`faults of the ${place}`, { passed, ...counts })
  }
  expect(violations).toEqual([])
  expect(failed.map(({ reason }) => reason).filter((reason) => !/^unknown|^address_refused$/.test(reason))).toEqual([])
  expect(faulty.log.filter((line) => /Uncaught|Failed query/.test(line))).toEqual([])
  expect(neverInjected()).toEqual([])
})

/** Kinds of fault that were never injected: in the full proof at every place, in a normal run only at the database. */
const neverInjected = (): string[] =>
  (isProving ? places : (['database'] as const)).flatMap((place) =>
    Object.entries(faulty[place].faults.counts)
      .filter(([, count]) => count === 0)
      .map(([kind]) => `${kind} of the ${place}`),
  )
