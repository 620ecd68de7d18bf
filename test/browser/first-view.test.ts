import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { bill, newCustomer } from '../world/billing.ts'
import { payByCard } from '../world/browser-actions.ts'
import { pathOf, send } from '../world/form.ts'
import { kranwerk, world } from '../world/merchant.ts'
import { providerPayments } from '../world/provider.ts'
import { historyOf } from '../world/records.ts'
import { story } from '../world/story.ts'
import { settled } from '../world/time.ts'
import { until } from '../world/until.ts'

const mostBytes = 20 * 1024

type Load = { url: string; bytes: number }

/** All bytes transferred for a page: compressed, with headers, images and scripts. */
async function weigh(page: Page, visit: () => Promise<unknown>): Promise<Load[]> {
  const wire = await page.context().newCDPSession(page)
  await wire.send('Network.enable')
  const urls = new Map<string, string>()
  const loads: Load[] = []
  wire.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url))
  wire.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    loads.push({ url: urls.get(requestId) ?? '', bytes: encodedDataLength }),
  )
  await visit()
  await page.waitForLoadState('networkidle')
  await wire.detach()
  return loads
}

const viewsOf = async (id: string) => (await historyOf(id)).filter(({ type }) => type === 'invoice.viewed').length

story('the first view is at most 20 KB and three requests', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const page = await visitor.tab()
  const loads = await weigh(page, () => page.goto(invoice.hosted_invoice_url))
  const bytes = loads.reduce((sum, load) => sum + load.bytes, 0)
  const each = loads.map(({ url, bytes }) => `${new URL(url).pathname.slice(0, 24)} ${bytes}`)
  console.log(`first view: ${bytes} bytes in ${loads.length} requests (${each.join(', ')})`)
  expect(loads.length).toBeLessThanOrEqual(3)
  expect(bytes).toBeLessThanOrEqual(mostBytes)
})

story('htmx is loaded when the form is first used, and not before', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const page = await visitor.tab()
  const scripts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname)
  })
  await page.goto(invoice.hosted_invoice_url)
  await page.waitForLoadState('networkidle')
  expect(scripts.filter((path) => path.includes('htmx'))).toEqual([])
  await page.getByRole('button', { name: /^Pay / }).hover()
  await until('htmx', async () => scripts.some((path) => path.includes('htmx')))
})

story('a view by a person is counted once, a fetch by a program is not', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const path = pathOf(invoice)
  for (const method of ['GET', 'HEAD', 'OPTIONS']) await send(path, { method })
  await send(path, { headers: { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch' } })
  await send(path, { headers: { 'user-agent': 'Mozilla/5.0 (compatible; MailScanner/5.0)' } })
  await send(`${path}/panel`)
  await send(`${path}/views`, { method: 'GET' })
  await settled()
  expect(await viewsOf(invoice.id)).toBe(0)
  const page = await visitor.tab()
  for (let visits = 0; visits < 2; visits++) {
    const beacon = page.waitForResponse((response) => response.url().endsWith('/views'))
    await page.goto(invoice.hosted_invoice_url)
    expect((await beacon).status()).toBe(204)
  }
  await settled()
  expect(await viewsOf(invoice.id)).toBe(1)
})

story('a browser without scripts counts no view', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const page = await visitor.tab({ javaScriptEnabled: false })
  await page.goto(invoice.hosted_invoice_url)
  await page.waitForLoadState('networkidle')
  await settled()
  expect(await viewsOf(invoice.id)).toBe(0)
})

story('Jonas pays with the keyboard only', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const page = await visitor.tab()
  await page.goto(invoice.hosted_invoice_url)
  const focused = () =>
    page.evaluate(() => (document.activeElement?.matches('button') ? document.activeElement.textContent : ''))
  for (let presses = 0; presses < 10 && !(await focused())?.includes('Pay €1,190.00'); presses++)
    await page.keyboard.press('Tab')
  expect(await focused()).toContain('Pay €1,190.00')
  const outline = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle)
  expect(outline).not.toBe('none')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${world.sandbox}/c/pay/**`)
})

story('Jonas pays with scripts disabled', async ({ visitor }) => {
  const invoice = await bill(await newCustomer())
  const page = await visitor.tab({ javaScriptEnabled: false })
  await page.goto(invoice.hosted_invoice_url)
  await page.getByRole('button', { name: 'Pay €1,190.00' }).click()
  await payByCard(page)
  await page.getByText('Thank you, this invoice is paid').waitFor()
  await settled()
  expect(await providerPayments(kranwerk, invoice.id)).toMatchObject([{ status: 'succeeded' }])
})

story(
  'the address bar does not keep the link, also without scripts, and the page says it to be handed on',
  async ({ visitor, browser }) => {
    const invoice = await bill(await newCustomer())
    const page = await visitor.tab({ javaScriptEnabled: false })
    const here = `${world.app}/i/${invoice.id}`
    await page.goto(invoice.hosted_invoice_url)
    expect(page.url()).toBe(here)
    await page.getByText('See all your invoices').click()
    await page.goBack()
    expect(page.url()).toBe(here)
    await page.reload()
    const link = await page.getByLabel('Share this invoice').inputValue()
    expect(link).toBe(invoice.hosted_invoice_url)
    const other = await browser.newContext()
    const elsewhere = await other.newPage()
    await elsewhere.goto(here)
    await elsewhere.getByRole('heading', { name: 'Please open the link in your mail' }).waitFor()
    await elsewhere.goto(link)
    await elsewhere.getByRole('button', { name: 'Pay €1,190.00' }).waitFor()
    await other.close()
  },
)

story('a page behind a link forbids caching, referrers and foreign content by its headers', async () => {
  const invoice = await bill(await newCustomer())
  const { headers } = await send(pathOf(invoice))
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-robots-tag': expect.stringContaining('noindex'),
    'x-content-type-options': 'nosniff',
  })
  const policy = headers['content-security-policy'] ?? ''
  expect(policy).toContain("default-src 'none'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).not.toContain('unsafe')
  expect(headers['set-cookie']).toBeUndefined()
})
