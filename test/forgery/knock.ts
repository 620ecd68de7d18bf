import { createHmac } from 'node:crypto'
import { fromOurPage } from '../world/form.ts'
import type { Asked } from './ask.ts'
import type { Ask } from './asks.ts'

/** What somebody holds when they come: a link, a key, or the secret that a message is signed with. */
export type Holds = { readonly token?: string; readonly key?: string; readonly secret?: string }

/** `t=…,v1=…` over the bytes as they are, with code that is neither ours nor the provider's. */
export function signed(body: string | Uint8Array, secret: string, timeS: number | string, scheme = 'v1'): string {
  const mac = createHmac('sha256', secret).update(`${timeS}.`).update(body).digest('hex')
  return `t=${timeS},${scheme}=${mac}`
}

/** The request that asks a route for somebody: the same for everybody but for what they hold. `nowMs` in ms since 1970. */
export function knock(route: string, ask: Ask, holds: Holds, nowMs: number): Asked {
  const [method = '', pattern = ''] = route.split(' ')
  // Whoever has no link comes with the best that they know of one: what the invoice is called.
  const params = { ...ask.params, token: holds.token ?? ask.about[0] ?? 'in_none' }
  const filled = pattern.replace(/:(\w+)/g, (_, name: string) => params[name as 'token'] ?? name)
  const path = ask.query ? `${filled}?${ask.query}` : filled
  const bearer = holds.key ?? holds.token
  const headers: Record<string, string> = bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }
  if (ask.message) {
    const body = JSON.stringify(ask.message)
    const secret = holds.secret ?? bearer
    if (secret !== undefined) headers['stripe-signature'] = signed(body, secret, Math.floor(nowMs / 1000))
    return { method, path, body, headers }
  }
  if (method === 'GET') return { method, path, headers }
  const { 'content-type': type } = fromOurPage
  Object.assign(headers, path.startsWith('/i/') ? fromOurPage : { 'content-type': type })
  return { method, path, headers, body: new URLSearchParams(ask.body).toString() }
}
