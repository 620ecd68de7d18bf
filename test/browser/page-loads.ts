import { createHash } from 'node:crypto'
import type { Page, Request, Response } from 'playwright-core'
import { world } from '../world/merchant.ts'

/** What a page loads or contains, by source: its kind, and the hash where the content is the same on every page. */
export type Loads = Readonly<Record<string, { readonly kind: string; readonly sha256?: string }>>

const hashOf = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** A request's URL without the parts that differ by invoice; foreign URLs are kept whole. */
export function targetOf(address: string): string {
  if (!address.startsWith(`${world.app}/`)) return address
  return address
    .slice(world.app.length)
    .replace(/^\/i\/[^/?#]+/, '/i/{token}')
    .replace(/^\/verify\/[\w-]+/, '/verify/{code}')
    .replace(/inpay_\w+/g, '{payment}')
    .replace(/^(\/logos\/\w+)\/\w+$/, '$1/{hash}')
    .replace(/looks=\d+/, 'looks={n}')
    .replace(/part=\d+/, 'part={amount}')
}

/** Static files, for which a changed hash means changed behaviour or looks of our pages. */
const isFile = (request: Request): boolean =>
  ['script', 'stylesheet', 'image', 'font', 'media'].includes(request.resourceType())

type Found = { readonly tag: string; readonly address: string | null; readonly text: string }

/** Selectors of every element that loads something or could, also where the content policy blocks it. */
const carriers =
  'script, style, link, iframe, frame, object, embed, img, source, video, audio, use, base, meta[http-equiv], [style]'

const inDocument = (page: Page): Promise<Found[]> =>
  page.evaluate(
    (selector) =>
      [...document.querySelectorAll(selector)].map((element) => {
        const named = ['src', 'href', 'data', 'srcset'].map((name) => element.getAttribute(name)).find((value) => value)
        const tag = element.hasAttribute('style') ? `${element.localName} with a style` : element.localName
        return { tag, address: named ? new URL(named, document.baseURI).href : null, text: element.textContent ?? '' }
      }),
    carriers,
  )

/** The merchant's colours at the start of the style sheet; the rest is static. */
const colours =
  /^:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}@media screen and \(prefers-color-scheme:dark\)\{:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}\}/

/** Opens a page, points at its form, lets timers run, and returns everything that was loaded. */
export async function loadsOf(page: Page, come: () => Promise<unknown>): Promise<Loads> {
  const loads: Record<string, { kind: string; sha256?: string }> = {}
  const bodies: Promise<unknown>[] = []
  let waiting = 0
  const requested = (request: Request) => {
    waiting += 1
    const call = request.method() === 'GET' ? '' : `${request.method()} `
    const kind = request.isNavigationRequest() ? 'document' : request.resourceType()
    loads[call + targetOf(request.url())] ??= { kind }
  }
  const answered = (response: Response) => {
    const request = response.request()
    if (!isFile(request)) return
    const target = targetOf(request.url())
    bodies.push(response.body().then((body) => Object.assign(loads[target] ?? {}, { sha256: hashOf(body) })))
  }
  const over = () => {
    waiting -= 1
  }
  page.on('request', requested).on('response', answered).on('requestfinished', over).on('requestfailed', over)
  const untilIdle = async () => {
    for (let idle = 0; idle < 3; idle = waiting <= 0 ? idle + 1 : 0) await page.waitForTimeout(20)
  }
  await come()
  const form = page.locator('#pay')
  if (await form.count()) await form.dispatchEvent('pointerover')
  await untilIdle()
  await page.clock.fastForward(10_000)
  await untilIdle()
  await Promise.all(bodies)
  page.off('request', requested).off('response', answered).off('requestfinished', over).off('requestfailed', over)
  const layout = await page.evaluate(() => document.body.className)
  for (const { tag, address, text } of await inDocument(page)) {
    if (address !== null) loads[targetOf(address)] ??= { kind: tag }
    else if (tag === 'style' && colours.test(text))
      loads[`the style sheet of ${layout}`] = { kind: 'style', sha256: hashOf(text.replace(colours, '')) }
    else loads[`<${tag}>`] = { kind: `inline ${tag}`, sha256: hashOf(text) }
  }
  return loads
}
