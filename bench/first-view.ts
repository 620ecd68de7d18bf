import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { launchBrowser } from '../dev/chromium.ts'
import { median } from './compare-loads.ts'

type View = { readonly bytes: number; readonly requests: number; readonly amountMs: number }
type FirstView = { readonly cold: View; readonly warm: View }

/** Chromium's "Slow 3G": 400 kbit/s each way, and two seconds of latency. */
const slow3g = { offline: false, latency: 2000, downloadThroughput: 50_000, uploadThroughput: 50_000 }

/** The invoice page on a slow connection, with a cold and with a warm cache. */
export async function firstView(url: string, rounds: number): Promise<FirstView> {
  const browser = await launchBrowser()
  try {
    const views: FirstView[] = []
    for (let round = 0; round < rounds; round++) views.push(await twice(browser, url))
    return { cold: middle(views.map(({ cold }) => cold)), warm: middle(views.map(({ warm }) => warm)) }
  } finally {
    await browser.close()
  }
}

async function twice(browser: Browser, url: string): Promise<FirstView> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
  await context.addInitScript(watchForAmount)
  const cold = await view(context, url)
  const warm = await view(context, url)
  await context.close()
  return { cold, warm }
}

async function view(context: BrowserContext, url: string): Promise<View> {
  const page = await context.newPage()
  const wire = await page.context().newCDPSession(page)
  const seen = await watch(wire)
  await page.goto(url)
  const amountMs = await amountSeen(page)
  await page.waitForLoadState('networkidle')
  await page.close()
  return { ...seen, amountMs }
}

/** Counts the bytes on the wire: compressed, with headers, without cached resources. */
async function watch(wire: CDPSession): Promise<{ bytes: number; requests: number }> {
  const seen = { bytes: 0, requests: 0 }
  await wire.send('Network.enable')
  await wire.send('Network.emulateNetworkConditions', slow3g)
  wire.on('Network.loadingFinished', ({ encodedDataLength }) => {
    if (encodedDataLength > 0) seen.requests += 1
    seen.bytes += encodedDataLength
  })
  return seen
}

/** Runs in the page: records when the first frame with the amount was painted. */
function watchForAmount(): void {
  const look = () => {
    if (!document.querySelector('.amount')) return requestAnimationFrame(look)
    return requestAnimationFrame(() => {
      Object.assign(window, { amountSeenAt: performance.now() })
    })
  }
  requestAnimationFrame(look)
}

const amountSeen = (page: Page): Promise<number> =>
  page.waitForFunction('window.amountSeenAt').then((seen) => seen.jsonValue() as Promise<number>)

const middle = (views: readonly View[]): View => ({
  bytes: median(views.map(({ bytes }) => bytes)),
  requests: median(views.map(({ requests }) => requests)),
  amountMs: median(views.map(({ amountMs }) => amountMs)),
})
