import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { looksLikeSecret, newSecret } from '../crypto/secret-token.ts'
import { paths } from '../paths.ts'
import type { Env } from './env.ts'

/**
 * `__Host-` binds a cookie to this host and to https. Browsers refuse the prefix on plain http, which only loopback has. One cookie for
 * each merchant, since one browser may be signed in at several.
 */
function cookieOf(c: Context<Env>, name: 'portal' | 'sign-in' | 'portal-page', accountId: string) {
  const secure = c.var.deps.origin.startsWith('https:')
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const
  return { name: `${secure ? '__Host-' : ''}${name}-${accountId}`, options }
}

/** The secret of the session in this browser; null without one. */
export function portalCookie(c: Context<Env>, accountId: string): string | null {
  const secret = getCookie(c, cookieOf(c, 'portal', accountId).name) ?? ''
  return looksLikeSecret(secret) ? secret : null
}

export function setPortalCookie(c: Context<Env>, accountId: string, secret: string): void {
  const { name, options } = cookieOf(c, 'portal', accountId)
  setCookie(c, name, secret, options)
}

export function deletePortalCookie(c: Context<Env>, accountId: string): void {
  const { name, options } = cookieOf(c, 'portal', accountId)
  deleteCookie(c, name, options)
}

/** The secret of the browser that asks for a code; null where it has asked for none. */
export function signInCookie(c: Context<Env>, accountId: string): string | null {
  const secret = getCookie(c, cookieOf(c, 'sign-in', accountId).name) ?? ''
  return looksLikeSecret(secret) ? secret : null
}

/** Keeps the browser's secret, so that several requests of one browser can each be answered in it. */
export function keepSignInCookie(c: Context<Env>, accountId: string): string {
  const secret = signInCookie(c, accountId) ?? newSecret()
  const { name, options } = cookieOf(c, 'sign-in', accountId)
  setCookie(c, name, secret, { ...options, maxAge: 3600 })
  return secret
}

export function deleteSignInCookie(c: Context<Env>, accountId: string): void {
  const { name, options } = cookieOf(c, 'sign-in', accountId)
  deleteCookie(c, name, options)
}

/** The pages that a sign-in can lead on to: none of them does anything but show. */
const pages = [
  paths.portalInvoices,
  paths.portalPay,
  paths.portalStatement,
  paths.portalMethods,
  paths.portalDetails,
  paths.portalContacts,
  paths.portalQuestions,
  paths.portalSessions,
]

/** Keeps for an hour which page was asked for without a session, so that signing in leads on to it. */
export function keepWantedPage(c: Context<Env>, accountId: string): void {
  const { pathname, search } = new URL(c.req.url)
  if (!isPage(accountId, pathname) || search.length > 1000) return
  const { name, options } = cookieOf(c, 'portal-page', accountId)
  setCookie(c, name, pathname + search, { ...options, maxAge: 3600 })
}

/** The page that was asked for, which is forgotten; null without one. Whatever the cookie holds, it is one of our own. */
export function takeWantedPage(c: Context<Env>, accountId: string): string | null {
  const { name, options } = cookieOf(c, 'portal-page', accountId)
  const wanted = getCookie(c, name)
  if (wanted === undefined) return null
  deleteCookie(c, name, options)
  const url = URL.parse(wanted, c.var.deps.origin)
  return url && isPage(accountId, url.pathname) ? url.pathname + url.search : null
}

const isPage = (accountId: string, pathname: string): boolean => pages.some((page) => page(accountId) === pathname)
