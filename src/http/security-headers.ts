import type { MiddlewareHandler } from 'hono'
import type { Env } from './env.ts'

/** Where a form's response may redirect to: the provider's checkout and the bank's challenge. */
const providerPages = ['https://checkout.stripe.com', 'https://hooks.stripe.com']

/**
 * The security headers of every response: no foreign resources, no inline code except the style sheet with this nonce,
 * no frames.
 */
export const securityHeaders: MiddlewareHandler<Env> = async (c, next) => {
  const nonce = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(18))))
  c.set('nonce', nonce)
  await next()
  const { providerUrl } = c.env.RUNTIME
  const formTargets = providerUrl === null ? [...providerPages] : [new URL(providerUrl).origin]
  if (c.var.formTarget !== undefined) formTargets.push(c.var.formTarget)
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    `form-action 'self' ${formTargets.join(' ')}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  const headers = c.res.headers
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', policy.join('; '))
  headers.set('x-content-type-options', 'nosniff')
  headers.set('referrer-policy', 'no-referrer')
  headers.set('x-robots-tag', 'noindex, nofollow')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
  if (c.env.APP_URL?.startsWith('https:'))
    headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
}
