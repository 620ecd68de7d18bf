import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'
import { problemPage } from './pages.tsx'

/**
 * Accepts a form only from our own pages. Browsers send `Sec-Fetch-Site`; older ones must send our origin. Our pages
 * send no referrer, so `Origin: null` alone proves nothing.
 */
export const sameOrigin: MiddlewareHandler<Env> = async (c, next) => {
  const site = c.req.header('sec-fetch-site')
  const isOurs = site === undefined ? c.req.header('origin') === c.var.deps.origin : site === 'same-origin'
  return isOurs ? next() : problemPage(c, 403)
}

/**
 * Whether a browser sends this from a page of another site. Browsers attach a stored Basic password to any site's form,
 * so a valid key alone does not prove the user's intent.
 */
export function isCrossSite(headers: Headers, ours: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site !== 'same-origin' && site !== 'none'
  const origin = headers.get('origin')
  return origin !== null && origin !== ours
}
