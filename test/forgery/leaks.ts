import { keyShape, textsOf } from '../world/log-watch.ts'
import { world } from '../world/merchant.ts'
import { secrets } from '../world/secrets.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import { accountOf } from './merchant-access.ts'
import { unpacked } from './token-mutations.ts'

const ours = textsOf(secrets)
const tokens = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g

/** Everything in a response that its caller may not know or that others could find; what the caller sent is allowed. */
export async function leaksIn(
  request: HttpRequest,
  { headers, body }: HttpResponse,
  origin: string,
): Promise<string[]> {
  const content = `${JSON.stringify(headers)} ${body}`
  const sent = `${request.path} ${JSON.stringify(request.headers ?? {})}`
  const links = content.match(tokens) ?? []
  // An invoice's PDF carries its link, since it is also read on paper.
  const isOwnPdf = (link: string) => headers['content-type'] === 'application/pdf' && isSameInvoice(link, request.path)
  const own = `${request.path} ${request.headers?.cookie ?? ''}`
  const others = links.filter((link) => !own.includes(link) && !isOwnPdf(link))
  const asking = keyIn(request)
  const account = others.length > 0 ? (portalOf(request) ?? (await accountOf(asking))) : undefined
  const cookies = [headers['set-cookie'] ?? []].flat()
  // A key of another world cannot be looked up here.
  const isOfAnotherWorld = account === undefined && asking !== '' && origin !== world.app
  const [key = ''] = keyShape.exec(content) ?? []
  const [away = ''] = [headers.location, headers['hx-redirect']].flat().filter((to) => to?.match(tokens))
  const leaks = {
    'a secret of this world': ours.some((secret) => content.includes(secret) && !request.path.includes(secret)),
    'a key': key !== '' && !sent.includes(key),
    'the link of another account':
      !isOfAnotherWorld && others.some((link) => account === undefined || ownerOf(link) !== account),
    'the link to another site': away !== '' && !new URL(away, world.app).href.startsWith(`${world.app}/i/`),
    'the link to caches': links.length > 0 && headers['cache-control'] !== 'no-store',
    'state into a cookie': cookies.some(
      (cookie) => !isPortalCookie.test(cookie) || !/^\/(p\/|portal(?![^/?]))/.test(request.path),
    ),
  }
  return Object.entries(leaks).flatMap(([what, isLeaked]) => (isLeaked ? [what] : []))
}

/** Sessions, and what takes them away, for this host and out of reach of scripts. */
const isPortalCookie =
  /^(portal-[^;=]*|sign-in(-[^;=]*)?)=([\w-]{43})?;(?=.* Path=\/)(?=.* HttpOnly)(?=.* SameSite=Lax)/

/** The account at whose portal a request is made by somebody who may be signed in there. */
const portalOf = ({ path, headers = {} }: HttpRequest): string | undefined =>
  headers.cookie === undefined ? undefined : /^\/p\/([^/?]+)/.exec(path)?.[1]

/** The account that a token names. */
const ownerOf = (token: string): unknown => claimsOf(token).acc

const isSameInvoice = (link: string, path: string): boolean => {
  const [ours, asked] = [claimsOf(link), claimsOf(path.match(tokens)?.[0] ?? '')]
  return ours.acc !== undefined && ours.acc === asked.acc && ours.inv === asked.inv
}

function claimsOf(token: string): { readonly acc?: unknown; readonly inv?: unknown } {
  try {
    return unpacked(token.split('.')[1]!)
  } catch {
    return {}
  }
}

/** The key in a request's bearer or basic credentials. */
function keyIn({ headers = {} }: HttpRequest): string {
  const [scheme = '', credentials = ''] = String(headers.authorization ?? '').split(' ')
  return /^basic$/i.test(scheme) ? Buffer.from(credentials, 'base64').toString().split(':')[0]! : credentials
}
