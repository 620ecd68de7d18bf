import { join } from 'node:path'
import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { h } from 'preact'
import type { MailKind } from '../../src/core/invoices/events.ts'
import { offersFor } from '../../src/core/payments/offers.ts'
import { transferFor } from '../../src/core/payments/transfer.ts'
import { compose } from '../../src/mail/compose.ts'
import { assets } from '../../src/views/assets.gen.ts'
import { InvoicePage } from '../../src/views/pay/invoice-page.tsx'
import type { Notice } from '../../src/views/pay/notice.ts'
import { customerOf } from '../../src/views/reader.ts'
import { renderPage } from '../../src/views/render.ts'
import { customers } from '../world/cast.ts'
import { hostileInvoice } from './hostile-invoice.ts'
import { type PageWatch, watch } from './page-watch.ts'
import { unmarked } from './visibility.ts'

const origin = 'http://pay.example'

/** The page of the nth hostile invoice as the Worker renders it. */
export function pageOf(texts: readonly string[], nth: number): string {
  const { account, invoice, now, kept } = hostileInvoice(texts, nth)
  const failure = { code: texts[nth % texts.length]!, declineCode: null }
  const notice: Notice | null = nth % 3 === 0 ? { kind: 'problem', code: 'declined', failure } : null
  const offers = offersFor(account, invoice, kept)
  const transfer = transferFor(account, invoice)
  const reader = customerOf(invoice, account, texts[(nth + 1) % texts.length]!)
  const token = 'token.of.nora'
  const url = `${origin}/i/${token}`
  const about = { account, invoice, now, offers, transfer, provider: 'Stripe', place: token, url, reader, notice }
  return renderPage(h(InvoicePage, { ...about, nonce: 'n0nce', assets, hasSignInPage: true }))
}

export const mailKinds: readonly MailKind[] = [
  'invoice',
  'reminder',
  'receipt',
  'payment_failed',
  'action_required',
  'fresh_link',
]

/** A mail about the nth hostile invoice. */
export function mailOf(texts: readonly string[], nth: number, kind: MailKind): string {
  const { account, invoice, now, charged } = hostileInvoice(texts, nth)
  const about = kind in charged ? charged[kind as keyof typeof charged] : invoice
  const order = { url: `${origin}/i/token.of.nora`, pdf: null, now, origin, paymentId: 'inpay_1', step: 'due+3' }
  return compose(kind, { account, invoice: about, customer: customers.jonas, hasProvider: true, ...order }).html
}

/** The amount in a rendering, where the pattern finds it. */
export function amountIn(html: string, pattern: RegExp): string {
  const [, found = ''] = pattern.exec(html) ?? []
  const amount = unmarked(found.replace(/<[^>]*>/g, ''))
  if (!/\p{Nd}/u.test(amount)) throw new Error(`There is no amount in ${found}.`)
  return amount
}

/** Every tag of renderings without hostile texts, and the tags that browsers add. */
export const tagsIn = (all: readonly string[]): string =>
  [...new Set(all.flatMap((html) => [...html.matchAll(/<([a-z][a-z0-9]*)/g)].map(([, tag]) => tag))), 'tbody'].join(' ')

/** Phone and desktop, light and dark. */
export const screens = [390, 1280].flatMap((width) =>
  (['light', 'dark'] as const).map((colorScheme) => ({
    viewport: { width, height: width === 390 ? 844 : 800 },
    colorScheme,
  })),
)

export type Tab = { readonly context: BrowserContext; readonly page: Page; readonly watched: PageWatch }

/**
 * A tab for every screen that shows renderings without any content policy, so that hostile texts are held by
 * escaping alone. The query of the address selects the rendering, which may request its own files and what is allowed besides.
 */
export const unprotected = (
  browser: Browser,
  draw: (query: URLSearchParams) => string,
  isLet: (request: Request) => boolean = () => false,
): Promise<Tab[]> =>
  Promise.all(
    screens.map(async (screen) => {
      const context = await browser.newContext(screen)
      const watched = await watch(context, (request) => isOurs(request) || isLet(request))
      await context.route(`${origin}/**`, (route) => {
        const { pathname, searchParams } = new URL(route.request().url())
        if (pathname === '/')
          return route.fulfill({ contentType: 'text/html; charset=utf-8', body: draw(searchParams) })
        if (!pathname.startsWith('/assets/')) return route.fulfill({ status: 204 })
        return route.fulfill({ path: join(import.meta.dirname, '../../dist/public', pathname) })
      })
      return { context, page: await context.newPage(), watched }
    }),
  )

/** Opens a rendering. */
export const show = (page: Page, query: Readonly<Record<string, string | number>>) =>
  page.goto(`${origin}/?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`)

const files = new Set([assets.payJs.path, assets.htmx.path, '/i/token.of.nora/views', '/i/token.of.nora/panel'])

const isOurs = (request: Request): boolean => {
  const { origin: from, pathname } = new URL(request.url())
  const isPage = request.isNavigationRequest() && request.frame().parentFrame() === null && pathname === '/'
  return from === origin && (isPage || files.has(pathname))
}
