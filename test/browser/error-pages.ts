import type { Page, Response } from 'playwright-core'
import { h } from 'preact'
import { assets } from '../../src/views/assets.gen.ts'
import { ErrorPage, type ErrorStatus } from '../../src/views/errors/error-page.tsx'
import { renderPage } from '../../src/views/render.ts'
import { chooseLocale } from '../../src/views/words/locale.ts'
import { wordsFor } from '../../src/views/words/words-for.ts'
import { world } from '../world/merchant.ts'

/** Opens a page that has no URL of its own, and returns the final response. */
export type Visit = (page: Page) => Promise<Response>

/** Submits a form from the open page, as its own button would. */
async function sent(page: Page, action: string, fields: Readonly<Record<string, string>> = {}): Promise<Response> {
  const answered = page.waitForResponse((response) => response.request().method() === 'POST')
  const loaded = page.waitForEvent('load')
  await page.evaluate(
    ([action, fields]) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action })
      for (const [name, value] of Object.entries(fields))
        form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
      document.body.append(form)
      form.submit()
    },
    [action, fields] as const,
  )
  const response = await answered
  await loaded
  return response
}

const fromPage =
  (url: string, fields: Readonly<Record<string, string>>): Visit =>
  async (page) => {
    await page.goto(url)
    return sent(page, `${url}/payments`, fields)
  }

const fromElsewhere =
  (action: string): Visit =>
  async (page) => {
    await page.goto('about:blank')
    return sent(page, action)
  }

/** An error page for a fault that does not occur in this world, rendered in place of another response. */
const drawn =
  (status: ErrorStatus): Visit =>
  async (page) => {
    const url = `${world.app}/nothing`
    await page.route(url, async (route) => {
      const response = await route.fetch()
      const [, nonce = ''] = /nonce-([^']+)/.exec(response.headers()['content-security-policy'] ?? '') ?? []
      const locale = chooseLocale([], 'en', 'en')
      const body = renderPage(h(ErrorPage, { status, nonce, locale, assets, retryPath: '/' }))
      await route.fulfill({ response, status, body })
    })
    const response = await page.goto(url, { waitUntil: 'load' })
    await page.unroute(url)
    return response!
  }

/** Every page without a URL of its own, given a link to an open invoice, one that has expired, and one to an invoice with a started payment. */
export function errorPages(open: string, expired: string, begun: { readonly url: string; readonly paymentId: string }) {
  const ways: Record<string, Visit> = {
    'a fresh link ordered': async (page) => {
      await page.goto(expired)
      const answered = page.waitForResponse((response) => response.request().method() === 'POST')
      const loaded = page.waitForEvent('load')
      await page.locator('button').click()
      const response = await answered
      await loaded
      return response
    },
    'back without having paid': async (page) => (await page.goto(`${begun.url}?after=${begun.paymentId}`))!,
    'a form that says nothing': fromPage(open, {}),
    'a form with another amount': fromPage(open, { method: 'checkout', amount: '1' }),
    'a form too large': fromPage(open, { method: 'x'.repeat(300_000) }),
    'a form from elsewhere': fromElsewhere(`${open}/payments`),
    'a way that is none': fromElsewhere(`${open}/panel`),
  }
  for (const status of Object.keys(wordsFor({ language: 'en' }, 'plain').error))
    ways[`problem ${status}`] = drawn(Number(status) as ErrorStatus)
  return ways
}
