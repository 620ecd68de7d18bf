import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'
import { problemPage } from './pages.tsx'

/**
 * Lets a form through only from our own pages. Browsers say where a request comes from in `Sec-Fetch-Site`; those that do not
 * say so must name our origin. Our pages send no referrer, so an `Origin: null` alone proves nothing.
 */
export const sameOrigin: MiddlewareHandler<Env> = async (c, next) => {
  const site = c.req.header('sec-fetch-site')
  const isOurs = site === undefined ? c.req.header('origin') === c.var.deps.origin : site === 'same-origin'
  return isOurs ? next() : problemPage(c, 403)
}

/**
 * Whether a page of another site asks, as far as a browser says so; a program says nothing. A browser keeps the password of
 * Basic authentication and sends it along with any site's form, so a key alone does not tell who wants something done.
 */
export function isCrossSite(headers: Headers, ours: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  const origin = headers.get('origin')
  return origin !== null && origin !== ours
}
