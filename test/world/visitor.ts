import type { Browser, BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core'
import { newVisitor } from './codes.ts'
import { world } from './merchant.ts'

export type Visitor = {
  /** Opens a tab; the first call sets the options of the browser context. */
  tab(options?: BrowserContextOptions): Promise<Page>
  /** Everything that no page may cause: script errors, content policy violations, requests to other origins. */
  complaints(): string[]
  leave(): Promise<void>
}

/** A browser context that records every complaint. */
export function visitor(browser: Browser): Visitor {
  const said: { url: string; text: string }[] = []
  /** Refusals with their proper status; the browser logs them as errors, but they are expected. */
  const refused = new Set<string>()
  let context: BrowserContext | undefined
  const listen = (page: Page) => {
    page.on('pageerror', (error) => said.push({ url: page.url(), text: `script error: ${error.message}` }))
    page.on('console', (message) => {
      if (message.type() === 'error') said.push({ url: message.location().url, text: message.text() })
    })
    page.on('response', (response) => {
      const isFormOfOurs = response.request().method() === 'POST'
      if (response.status() >= 400 && (response.request().isNavigationRequest() || isFormOfOurs))
        refused.add(response.url())
    })
  }
  return {
    complaints: () =>
      said
        .filter(({ url, text }) => !(text.startsWith('Failed to load resource') && refused.has(url)))
        .map(({ url, text }) => `${url}: ${text}`),
    async tab(options = {}) {
      if (!context) {
        context = await browser.newContext({ extraHTTPHeaders: newVisitor(), ...options })
        context.setDefaultTimeout(15_000)
        context.on('page', listen)
        context.on('request', (request) => {
          if (isForeign(request)) said.push({ url: request.url(), text: 'a request to a stranger' })
        })
      }
      return context.newPage()
    },
    async leave() {
      await context?.close()
    },
  }
}

const home = new Set([world.app, world.sandbox, world.mailbox])

const isForeign = (request: Request): boolean => {
  const { protocol, origin } = new URL(request.url())
  return protocol.startsWith('http') && !home.has(origin)
}
