import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { VNode } from 'preact'
import { assets } from '../views/assets.gen.ts'
import { ErrorPage, type ErrorStatus } from '../views/errors/error-page.tsx'
import { renderPage, renderPart } from '../views/render.ts'
import { chooseLocale, type Locale } from '../views/words/locale.ts'
import type { Env } from './env.ts'

/** The props of every page: the browser's language, else the one given, and this response's nonce. */
export const pageProps = (c: Context<Env>, otherwise = 'en') => ({
  locale: browserLocale(c, otherwise),
  nonce: c.var.nonce,
  assets,
})

/** The language of a reader known only by their browser. */
const browserLocale = (c: Context<Env>, otherwise: string): Locale =>
  chooseLocale([], c.req.header('accept-language') ?? null, otherwise)

export const page = (c: Context<Env>, view: VNode, status: ContentfulStatusCode = 200) =>
  c.html(renderPage(view), status)

/** A named part of a page, for htmx. */
export const part = (c: Context<Env>, view: VNode, status: ContentfulStatusCode = 200) =>
  c.html(renderPart(view), status)

/** An error page that says what to do, without internal details. */
export function problemPage(c: Context<Env>, status: ErrorStatus): Response | Promise<Response> {
  const retryPath = c.req.method === 'GET' ? c.req.path : null
  if (status === 503) c.header('retry-after', '60')
  return page(c, <ErrorPage status={status} retryPath={retryPath} {...pageProps(c)} />, status)
}

/** Whether htmx asks; on the way back through the history it sends the second header alone. */
export const isHtmx = (c: Context<Env>): boolean =>
  ['hx-request', 'hx-history-restore-request'].some((name) => c.req.header(name) === 'true')

/** Redirects. A fetch cannot follow a redirect to another origin, so htmx gets a header instead. */
export function goTo(c: Context<Env>, url: string): Response {
  if (!isHtmx(c)) return c.redirect(url, 303)
  c.header('hx-redirect', url)
  return c.body(null, 204)
}
