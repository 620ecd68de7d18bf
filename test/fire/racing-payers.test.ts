import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../../dev/chromium.ts'
import { queueIsDone } from '../../dev/cron.ts'
import { rounds } from '../proof/rounds.ts'
import { tally } from '../proof/tally.ts'
import { mapConcurrently } from '../world/map-concurrently.ts'
import { type Environment, startEnvironment } from './environment.ts'
import { invoiceMoney } from './invoice-money.ts'
import { type Issued, type Merchant, merchantIn } from './merchant.ts'
import { moneyViolations, unfinishedWork } from './money-invariants.ts'
import { followReturn, payAtCheckout, pressPay } from './payer-requests.ts'
import { seededRandom } from './random.ts'

const minuteMs = 60_000
const browsers = 8
const random = seededRandom()
let env: Environment
let harbor: Merchant

beforeAll(async () => {
  env = await startEnvironment()
  harbor = merchantIn(env, 1)
})
afterAll(() => env?.stop())

type Race = { readonly invoice: Issued; readonly customer: { id: string }; readonly method: string }

/** An invoice that is charged automatically at the next tick, to a saved card. */
async function race(): Promise<Race> {
  const customer = await harbor.customer()
  const method = await harbor.keepMethod(customer)
  const amountMinor = random.between(1_000, 90_000)
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

/** One payer: presses "pay", pays at the checkout, returns; after a refusal presses once more. */
async function payer({ invoice, method }: Race, by: 'checkout' | 'saved', counts: Counts): Promise<void> {
  for (let tries = 0; tries < 2; tries++) {
    const { status, location } = await pressPay(invoice, by === 'checkout' ? by : method)
    if (location?.includes('/c/pay/')) {
      const back = await payAtCheckout(location)
      count(counts, back ? 'paid at a checkout' : 'refused by a closed checkout')
      if (back) expect(await followReturn(back)).toBe(303)
      return
    }
    count(counts, status === 303 ? 'redirected without a checkout' : `answered ${status}`)
    if (status === 303) return
  }
}

/** Lets every webhook arrive and the sweep poll what is still open. */
async function settleEverything(): Promise<void> {
  for (const passMs of [0, 6 * minuteMs, 60 * minuteMs]) {
    await env.clock.advance(passMs, { stepMs: 60 * minuteMs })
    await env.sandbox.tick()
    await env.tick()
    await env.sandbox.tick()
    await queueIsDone(env.app)
  }
}

/** Expects all money on the invoice or in the customer's credit and no open checkout. Returns the surplus in minor units. */
async function expectSettled({ invoice, customer }: Race, counts: Counts): Promise<number> {
  const { kinds, ...now } = await invoiceMoney(harbor, invoice, customer)
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

test('when eight payers and the automatic charge race for one invoice, the money received is what is due, and any surplus is credit', async () => {
  const startedAt = performance.now()
  const counts: Counts = {}
  const wanted = rounds(15, 200)
  let surplusMinor = 0
  for (let done = 0; done < wanted; done += 3) {
    const races = await mapConcurrently(3, [0, 1, 2], race)
    await Promise.all([
      ...races.flatMap((one) =>
        Array.from({ length: browsers }, () => {
          const by = random.pick(['checkout', 'checkout', 'checkout', 'saved'] as const)
          // The charge goes through the queue: some payers start before it and some after.
          return pause(random.between(0, 200)).then(() => payer(one, by, counts))
        }),
      ),
      // Every other time the merchant records an out-of-band payment at the same time.
      ...races.map(async ({ invoice }, i) => {
        if ((done + i) % 2 === 0) return
        const noted = await harbor.remit.invoices.pay(invoice.id, { paid_out_of_band: true }).catch(() => null)
        count(counts, noted ? 'recorded out of band' : 'out of band refused')
      }),
      env.tick(),
    ])
    await settleEverything()
    for (const one of races) surplusMinor += await expectSettled(one, counts)
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  tally('Eight payers and a charge', {
    rounds: wanted,
    payers: wanted * browsers,
    ...counts,
    'surplus minor': surplusMinor,
    seconds,
  })
  expect(neverWon(counts)).toEqual([])
  expect(await moneyViolations(env)).toEqual([])
  expect(await unfinishedWork(env)).toEqual([])
})

/** The kinds of payment that never won: a race that only one side can win proves nothing. */
const neverWon = (counts: Counts) =>
  ['automatic', 'saved_method', 'checkout'].filter((kind) => !counts[`won by ${kind}`])

/** A payer in their own browser who presses "pay" once all pages are loaded, and pays at the checkout. */
async function payInBrowser(page: Page, counts: Counts): Promise<void> {
  await page.getByRole('button', { name: /^Pay / }).click()
  const checkout = page.waitForURL(`${env.urls.sandbox}/c/pay/**`).then(() => 'checkout')
  const settled = page
    .locator('.notice, #pay:not([data-situation="pay"])')
    .first()
    .waitFor()
    .then(() => 'panel')
  const led = await Promise.any([checkout, settled])
  for (const other of [checkout, settled]) other.catch(() => undefined)
  count(counts, led === 'checkout' ? 'redirected to a checkout' : 'shown the current state')
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
    const tick = pause(random.between(0, 1_000)).then(() => env.tick())
    await Promise.all([...pages.map((page) => payInBrowser(page, counts)), tick])
    await settleEverything()
    await expectSettled(one, counts)
    await mapConcurrently(4, pages, async (page) => {
      await page.goto(one.invoice.hosted_invoice_url)
      await page.getByText('Thank you, this invoice is paid').waitFor()
    })
  } finally {
    await Promise.all(contexts.map((context) => context.close()))
  }
}

test('when eight browsers and the automatic charge race for one invoice, all of them see it paid once', async () => {
  const startedAt = performance.now()
  const counts: Counts = {}
  const wanted = rounds(2, 200)
  const browser = await launchBrowser()
  try {
    for (let round = 0; round < wanted; round++) await inBrowsers(browser, counts)
  } finally {
    await browser.close()
  }
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  tally('Eight browsers and a charge', { rounds: wanted, browsers: wanted * browsers, ...counts, seconds })
  expect(neverWon(counts)).toEqual([])
  expect(await moneyViolations(env)).toEqual([])
  expect(await unfinishedWork(env)).toEqual([])
})
