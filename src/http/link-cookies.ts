import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { looksLikeId } from '../core/id.ts'
import { readLink } from '../crypto/link-token.ts'
import { paths } from '../paths.ts'
import type { Env } from './env.ts'

export type LinkContext = Context<Env, '/:token' | '/:token/*'>

/** A tab that is left open over some days still opens; the link itself may end earlier. */
const maxAge = 7 * 24 * 3600
/** So that all of them stay far below what a request may carry. */
const mostCookies = 20

/** One cookie for each invoice, since several may be open in one browser. `__Host-` needs https, which loopback does not have. */
function cookies(c: LinkContext) {
  const secure = c.var.deps.origin.startsWith('https:')
  const prefix = `${secure ? '__Host-' : ''}link-`
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const
  return {
    nameOf: (invoiceId: string) => prefix + invoiceId,
    isOurs: (name: string) => name.startsWith(prefix),
    options,
  }
}

/** Whether an address names an invoice instead of carrying a link; no token looks like that. */
export const isInvoiceId = (place: string): boolean => place.startsWith('in_') && looksLikeId(place)

/** The link by which a request comes: that in its address, or in the cookie for the invoice that the address names. */
export function linkOf(c: LinkContext): { readonly place: string; readonly token: string } {
  const place = c.req.param('token')
  return { place, token: isInvoiceId(place) ? (getCookie(c, cookies(c).nameOf(place)) ?? '') : place }
}

/** Keeps a link, and of those before it the newest: a browser sends the oldest first. */
function keepLink(c: LinkContext, invoiceId: string, token: string): void {
  const { nameOf, isOurs, options } = cookies(c)
  const others = Object.keys(getCookie(c)).filter((name) => isOurs(name) && name !== nameOf(invoiceId))
  for (const name of others.slice(0, Math.max(0, others.length - mostCookies + 1))) deleteCookie(c, name, options)
  setCookie(c, nameOf(invoiceId), token, { ...options, maxAge })
}

/**
 * Where a browser that opens a link is led, so that its address bar and history do not keep the link; null where the page is served at
 * once. The first step sets the cookie and marks the address. The second leads to the invoice's own address if the cookie came back,
 * or else the page is served with its link. The database is asked by `isOpen` only where the cookie would replace that of another link,
 * which one that was revoked must not. Everything but a browser's navigation is served as it is.
 */
export async function cleanAddress(c: LinkContext, isOpen: () => Promise<boolean>): Promise<string | null> {
  const { place, token } = linkOf(c)
  const isNavigation = c.req.header('sec-fetch-mode') === 'navigate' && c.req.header('sec-fetch-dest') === 'document'
  if (c.req.method !== 'GET' || !isNavigation || place !== token) return null
  const { deps } = c.var
  const read = await readLink(deps.linkKeys, token, deps.now())
  if (!read || read.isExpired) return null
  const { invoiceId } = read.claims
  const { [marker]: marked, ...rest } = c.req.query()
  const query = new URLSearchParams(Object.entries(rest).filter(([name]) => kept.has(name)))
  const before = getCookie(c, cookies(c).nameOf(invoiceId))
  if (before === token) {
    keepLink(c, invoiceId, token)
    return at(invoiceId, query)
  }
  if (marked !== undefined || (before !== undefined && !(await isOpen()))) return null
  keepLink(c, invoiceId, token)
  query.set(marker, 'set')
  return at(token, query)
}

const marker = 'cookie'
const kept = new Set(['after', 'part', 'version'])

const at = (place: string, query: URLSearchParams): string =>
  paths.invoice(place) + (query.size === 0 ? '' : `?${query}`)
