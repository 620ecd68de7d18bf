import { createHmac } from 'node:crypto'
import type { RouteRequest } from '../world/api-calls.ts'
import { newVisitor } from '../world/codes.ts'
import { fromOurPage } from '../world/form.ts'
import { cookieOf } from '../world/portal.ts'
import type { HttpRequest } from './http.ts'

/** A caller's credentials: a link, a key, or the secret that signs webhooks. */
export type Credentials = {
  readonly token?: string
  readonly key?: string
  readonly secret?: string
  /** The secret of a portal session, or of a browser that asked for a code. */
  readonly portal?: string
  readonly browser?: string
}

/** The credentials that a route's request is served with. */
export const credentialsFor = (
  { links, message, portal, browser }: RouteRequest,
  { apiKey: key, webhookSecret: secret }: { readonly apiKey: string; readonly webhookSecret: string },
): Credentials => {
  if (links) return { token: links.good }
  if (message) return { secret }
  if (portal) return { portal: portal.good }
  return browser === undefined ? { key } : { browser }
}

/** `t=…,v1=…` over the raw bytes, computed independently of our code and the provider's. */
export function signWebhook(body: string | Uint8Array, secret: string, timeS: number | string, scheme = 'v1'): string {
  const mac = createHmac('sha256', secret).update(`${timeS}.`).update(body).digest('hex')
  return `t=${timeS},${scheme}=${mac}`
}

/** A route's request with a caller's credentials, otherwise the same for every caller. `nowMs` in ms since 1970. */
export function buildRequest(route: string, parts: RouteRequest, credentials: Credentials, nowMs: number): HttpRequest {
  const [method = '', pattern = ''] = route.split(' ')
  // A caller without a link tries the invoice's id in its place.
  const params: Readonly<Record<string, string>> = {
    ...parts.params,
    token: credentials.token ?? parts.about[0] ?? 'in_none',
  }
  const filled = pattern.replace(/:(\w+)/g, (_, name: string) => params[name] ?? name)
  const path = parts.query ? `${filled}?${parts.query}` : filled
  const bearer = credentials.key ?? credentials.token
  const headers: Record<string, string> = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
  const cookies = (['portal', 'browser'] as const).flatMap((kind) =>
    credentials[kind]
      ? [cookieOf(kind === 'portal' ? 'portal' : 'sign-in', params.account ?? null, credentials[kind])]
      : [],
  )
  if (cookies.length > 0) headers.cookie = cookies.join('; ')
  // Codes may be asked for and tried a few times a minute only.
  if (/^\/(verify\/|portal\b)/.test(path)) Object.assign(headers, newVisitor())
  if (parts.message) {
    const body = JSON.stringify(parts.message)
    const secret = credentials.secret ?? bearer
    if (secret !== undefined) headers['stripe-signature'] = signWebhook(body, secret, Math.floor(nowMs / 1000))
    return { method, path, body, headers }
  }
  if (method === 'GET') return { method, path, headers }
  const { 'content-type': type } = fromOurPage
  Object.assign(headers, /^\/([ip]\/|portal\b)/.test(path) ? fromOurPage : { 'content-type': type })
  return { method, path, headers, body: new URLSearchParams(parts.body).toString() }
}
