import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/chromium.ts'
import { queueIsDone } from '../../dev/cron.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { chanceFrom } from './chance.ts'
import { inLanes } from './lanes.ts'
import { type Issued, type Merchant, merchantIn } from './merchant.ts'
import { leftOver, wrongsInMoney } from './money.ts'
import { comeBack, payAtCheckout, pressPay } from './pressing.ts'
import { standing } from './standing.ts'
import { startTown, type Town } from './town.ts'

const minuteMs = 60_000
const browsers = 8
const chance = chanceFrom()
let town: Town
let harbor: Merchant

beforeAll(async () => {
  town = await startTown()
  harbor = merchantIn(town, 1)
})
afterAll(() => town?.stop())

type Race = { readonly invoice: Issued; readonly customer: { id: string }; readonly method: string }

/** An invoice that is charged by itself at the next tick, to a card that was kept. */
async function race(): Promise<Race> {
  const customer = await harbor.customer()
  const method = await harbor.keepMethod(customer)
  const amountMinor = chance.between(1_000, 90_000)
  return {
    invoice: await harbor.bill(customer, { collection_method: 'charge_automatically', amountMinor }),
    customer,
    method,
  }
}

type Counts = Record<string, number>
const count = (counts: Counts, what: string) => {
  counts[what] = (counts[what] ?? 0) + 1
}

/** One payer: presses, pays where that leads, comes back; told that it cannot be now, presses once more. */
async function payer({ invoice, method }: Race, by: 'checkout' | 'kept', counts: Counts): Promise<void> {
  for (let tries = 0; tries < 2; tries++) {
    const { status, way } = await pressPay(invoice, by === 'checkout' ? by : method)
    if (way?.includes('/c/pay/')) {
      const back = await payAtCheckout(way)
      count(counts, back ? 'sent back from a checkout' : 'turned away by a closed checkout')
      if (back) expect(await comeBack(back)).toBe(303)
      return
    }
    count(counts, status === 303 ? 'pressed and done' : `told ${status}`)
    if (status === 303) return
  }
}

/** Lets everything arrive, and the sweep look at what is still open. */
async function rest(): Promise<void> {
  for (const passMs of [0, 6 * minuteMs, 60 * minuteMs]) {
    await town.clock.advance(passMs, { stepMs: 60 * minuteMs })
    await town.sandbox.tick()
    await town.tick()
    await town.sandbox.tick()
    await queueIsDone(town.app)
  }
}

/** Everything that arrived is on the invoice or is credit that shows, and nothing can take money any more. Answers the surplus. */
async function settledRightly({ invoice, customer }: Race, counts: Counts): Promise<number> {
  const { kinds, ...now } = await standing(harbor, invoice, customer)
  const surplusMinor = now.arrivedMinor - invoice.total
  expect(now).toEqual({
    status: 'paid',
    receivedMinor: now.arrivedMinor,
    allocatedMinor: invoice.total,
    arrivedMinor: now.arrivedMinor,
    creditMinor: surplusMinor,
    openCheckouts: 0,
  })
  for (const kind of kinds) count(counts, `won by ${kind}`)
  return surplusMinor
}

test('eight payers and the automatic charge race for one invoice, and what arrives is what is due, or credit that shows', async () => {
  const began = performance.now()
  const counts: Counts = {}
  const wanted = rounds(15, 200)
  let surplusMinor = 0
  for (let done = 0; done < wanted; done += 3) {
    const races = await inLanes(3, [0, 1, 2], race)
    await Promise.all([
      ...races.flatMap((one) =>
        Array.from({ length: browsers }, () => {
          const by = chance.pick(['checkout', 'checkout', 'checkout', 'kept'] as const)
          // The charge comes through the queue: some start before it and some after.
          return pause(chance.between(0, 200)).then(() => payer(one, by, counts))
        }),
      ),
      // Every other time the merchant notes at this very moment that the money came by bank.
      ...races.map(async ({ invoice }, i) => {
        if ((done + i) % 2 === 0) return
        const noted = await harbor.remit.invoices.pay(invoice.id, { paid_out_of_band: true }).catch(() => null)
        count(counts, noted ? 'noted by hand' : 'not noted by hand')
      }),
      town.tick(),
    ])
    await rest()
    for (const one of races) surplusMinor += await settledRightly(one, counts)
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  tally('Eight payers and a charge', {
    rounds: wanted,
    payers: wanted * browsers,
    ...counts,
    'surplus minor': surplusMinor,
    seconds,
  })
  expect(neverWon(counts)).toEqual([])
  expect(await wrongsInMoney(town)).toEqual([])
  expect(await leftOver(town)).toEqual([])
})

/** Those among the runners who were beaten every time: a race that nobody else can win is none. */
const neverWon = (counts: Counts) =>
  ['automatic', 'saved_method', 'checkout'].filter((kind) => !counts[`won by ${kind}`])

/** Somebody in a browser of their own who presses as soon as everybody is ready, and pays where that leads. */
async function clicker(page: Page, counts: Counts): Promise<void> {
  await page.getByRole('button', { name: /^Pay / }).click()
  const checkout = page.waitForURL(`${town.urls.sandbox}/c/pay/**`).then(() => 'checkout')
  const settled = page
    .locator('.notice, #pay:not([data-situation="pay"])')
    .first()
    .waitFor()
    .then(() => 'panel')
  const led = await Promise.any([checkout, settled])
  for (const other of [checkout, settled]) other.catch(() => undefined)
  count(counts, led === 'checkout' ? 'led to a checkout' : 'shown how it stands')
  if (led !== 'checkout') return
  const number = page.getByLabel('Card number')
  const choice = page.getByRole('radio', { name: 'Card' })
  if (await choice.count()) await choice.check()
  if (!(await number.count())) return
  await number.fill('4242424242424242')
  await page.getByLabel('Expiry').fill('12/34')
  await page.getByLabel('Security code').fill('123')
  await page.getByRole('button', { name: /^Pay / }).click()
  await page.waitForLoadState()
}

async function inBrowsers(browser: Browser, counts: Counts): Promise<void> {
  const one = await race()
  const contexts = await Promise.all(Array.from({ length: browsers }, () => browser.newContext()))
  try {
    const pages = await Promise.all(
      contexts.map(async (context, i) => {
        const page = await context.newPage()
        page.setDefaultTimeout(30_000)
        await page.goto(one.invoice.hosted_invoice_url)
        if (i % 4 !== 0) await page.getByRole('radio', { name: 'Another way to pay' }).check()
        return page
      }),
    )
    const tick = pause(chance.between(0, 1_000)).then(() => town.tick())
    await Promise.all([...pages.map((page) => clicker(page, counts)), tick])
    await rest()
    await settledRightly(one, counts)
    await inLanes(4, pages, async (page) => {
      await page.goto(one.invoice.hosted_invoice_url)
      await page.getByText('Thank you, this invoice is paid').waitFor()
    })
  } finally {
    await Promise.all(contexts.map((context) => context.close()))
  }
}

test('eight real browsers and the automatic charge race for one invoice, and all of them see it paid once', async () => {
  const began = performance.now()
  const counts: Counts = {}
  const wanted = rounds(2, 200)
  const browser = await launchBrowser()
  try {
    for (let round = 0; round < wanted; round++) await inBrowsers(browser, counts)
  } finally {
    await browser.close()
  }
  const seconds = Math.round((performance.now() - began) / 1000)
  tally('Eight browsers and a charge', { rounds: wanted, browsers: wanted * browsers, ...counts, seconds })
  expect(neverWon(counts)).toEqual([])
  expect(await wrongsInMoney(town)).toEqual([])
  expect(await leftOver(town)).toEqual([])
})
