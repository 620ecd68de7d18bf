import type { Browser, BrowserContext, BrowserContextOptions, Page, Request } from 'playwright-core'
import { world } from './merchant.ts'

export type Visitor = {
  /** A tab of their browser; the first call says what kind of browser it is. */
  tab(options?: BrowserContextOptions): Promise<Page>
  /** What no page may do: script errors, refusals of the content policy, requests to strangers. */
  complaints(): string[]
  leave(): Promise<void>
}

/** Somebody with a browser of their own, whose complaints are written down. */
export function visitor(browser: Browser): Visitor {
  const said: { url: string; text: string }[] = []
  /** Answers that say no with the status that goes with it; the browser mentions them, but they are no mistake. */
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
        context = await browser.newContext(options)
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
