import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { looksLikeSecret, newSecret } from '../crypto/secret-token.ts'
import type { Env } from './env.ts'

/**
 * `__Host-` binds a cookie to this host and to https. Browsers refuse the prefix on plain http, which only loopback has. One cookie for
 * each merchant, since one browser may be signed in at several; that of the deployment's sign-in page has no merchant.
 */
function cookieOf(c: Context<Env>, name: 'portal' | 'sign-in', accountId: string | null) {
  const secure = c.var.deps.origin.startsWith('https:')
  const options = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const
  const owner = accountId === null ? '' : `-${accountId}`
  return { name: `${secure ? '__Host-' : ''}${name}${owner}`, options }
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
export function signInCookie(c: Context<Env>, accountId: string | null): string | null {
  const secret = getCookie(c, cookieOf(c, 'sign-in', accountId).name) ?? ''
  return looksLikeSecret(secret) ? secret : null
}

/** Keeps the browser's secret, so that several requests of one browser can each be answered in it. */
export function keepSignInCookie(c: Context<Env>, accountId: string | null): string {
  const secret = signInCookie(c, accountId) ?? newSecret()
  const { name, options } = cookieOf(c, 'sign-in', accountId)
  setCookie(c, name, secret, { ...options, maxAge: 3600 })
  return secret
}

export function deleteSignInCookie(c: Context<Env>, accountId: string | null): void {
  const { name, options } = cookieOf(c, 'sign-in', accountId)
  deleteCookie(c, name, options)
}
