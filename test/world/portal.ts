import { newSession } from '../../src/actions/portal/open-session.ts'
import { makeId } from '../../src/core/id.ts'
import type { PortalSession } from '../../src/core/portal/session.ts'
import { linkKeys } from '../../src/crypto/link-keys.ts'
import { cookieSecretOf, signInCode } from '../../src/crypto/portal-secrets.ts'
import { newSecret } from '../../src/crypto/secret-token.ts'
import { openDatabase, writeBatch } from '../../src/db/client.ts'
import { paths } from '../../src/paths.ts'
import { type Authenticator, newAuthenticator } from './authenticator.ts'
import { newVisitor } from './codes.ts'
import { fromOurPage, send } from './form.ts'
import type { Merchant } from './merchant.ts'

const keysOf = ({ linkKey }: Merchant) => linkKeys({ current: 'k1', keys: { k1: linkKey } })

/** The cookie header of a session, or of a browser that asked for a code, on plain http; without an account at the deployment's page. */
export const cookieOf = (name: 'portal' | 'sign-in', accountId: string | null, secret: string): string =>
  `${accountId === null ? name : `${name}-${accountId}`}=${secret}`

type Reply = { readonly headers: Readonly<Record<string, string | readonly string[] | undefined>> }

/** The secret that a response puts into a cookie; null where it puts none. */
export function secretIn({ headers }: Reply, name: 'portal' | 'sign-in'): string | null {
  const cookies = [headers['set-cookie'] ?? []].flat()
  return (
    cookies.flatMap((cookie) => new RegExp(`^${name}(?:-\\w+)?=([\\w-]{43});`).exec(cookie)?.[1] ?? []).at(-1) ?? null
  )
}

export type AskedCode = { readonly signInId: string; readonly browser: string; readonly code: string }

/** Asks for a code as a browser does, at the merchant's page or the deployment's. The code is what the mail to the address would say, if there is one. */
export async function askForCode(
  merchant: Merchant,
  email: string,
  browser?: string,
  accountId: string | null = merchant.accountId,
): Promise<AskedCode> {
  const body = new URLSearchParams({ email }).toString()
  const cookie = browser === undefined ? '' : cookieOf('sign-in', accountId, browser)
  const headers = { ...fromOurPage, ...newVisitor(), ...(cookie !== '' && { cookie }) }
  const page = accountId === null ? paths.deploymentLogin() : paths.portalLogin(accountId)
  const reply = await send(page, { method: 'POST', headers, body }, merchant.app)
  const signInId = (reply.headers.location ?? '').split('/').at(-1)!
  const code = (await signInCode(keysOf(merchant), 'k1', signInId))!
  return { signInId, browser: secretIn(reply, 'sign-in')!, code }
}

/** Gives a code as a browser does. */
export const giveCode = (
  merchant: Merchant,
  { signInId, browser, code }: AskedCode,
  accountId: string | null = merchant.accountId,
) =>
  send(
    accountId === null ? paths.deploymentSignIn(signInId) : paths.portalSignIn(accountId, signInId),
    {
      method: 'POST',
      headers: { ...fromOurPage, ...newVisitor(), cookie: cookieOf('sign-in', accountId, browser) },
      body: new URLSearchParams({ code }).toString(),
    },
    merchant.app,
  )

/** Signs a customer in by their address. Returns the secret of the session's cookie. */
export async function signInToPortal(merchant: Merchant, email: string): Promise<string> {
  const secret = secretIn(await giveCode(merchant, await askForCode(merchant, email)), 'portal')
  if (secret === null) throw new Error('The code was refused.')
  return secret
}

/** Opens a session as the merchant's own site may, or as another way to sign in would, and returns the secrets of its link and of its cookie. */
export async function openSessionOf(
  merchant: Merchant,
  customerId: string,
  nowMs: number,
  {
    way = 'api',
    flow,
    returnUrl = null,
    lastUsedAt = null,
  }: Partial<Pick<PortalSession, 'way' | 'flow' | 'returnUrl' | 'lastUsedAt'>> = {},
) {
  const link = newSecret()
  const newId = () => makeId('portalSession', nowMs, crypto.getRandomValues(new Uint8Array(16)))
  const opening = { accountId: merchant.accountId, customerId, way, returnUrl, locale: null } as const
  const cookieSecret = await cookieSecretOf(keysOf(merchant), link)
  const { session, row } = await newSession(
    { now: () => nowMs, newId },
    { ...opening, ...(flow && { flow }), lastUsedAt, userAgent: null },
    cookieSecret,
  )
  await writeBatch(openDatabase(merchant.database, undefined), [row])
  return { link, cookieSecret, sessionId: session.id }
}

/** A request by somebody who is signed in. */
export const asCustomer = (
  { accountId, app }: Merchant,
  cookieSecret: string,
  path: string,
  request: { method?: string; body?: string } = {},
) => send(path, { ...request, headers: { ...fromOurPage, cookie: cookieOf('portal', accountId, cookieSecret) } }, app)

/** A device whose passkey a customer has added who is signed in with this cookie. */
export async function addPasskey(merchant: Merchant, cookieSecret: string): Promise<Authenticator> {
  const device = await newAuthenticator(merchant.app)
  const body = new URLSearchParams({ answer: await answerToAdd(merchant, cookieSecret, device) }).toString()
  await asCustomer(merchant, cookieSecret, paths.portalPasskeys(merchant.accountId), { method: 'POST', body })
  return device
}

/** What a browser says to add a device's passkey. */
export async function answerToAdd(merchant: Merchant, cookieSecret: string, device: Authenticator): Promise<string> {
  const { body } = await asCustomer(merchant, cookieSecret, paths.portalPasskeyOptions(merchant.accountId))
  return device.create(JSON.parse(body))
}

/** What a browser says to sign in by a device's passkey, and the secret of its cookie. */
export async function answerToSignIn({ accountId, app }: Merchant, device: Authenticator) {
  const reply = await send(paths.portalPasskeyChallenge(accountId), {}, app)
  return { browser: secretIn(reply, 'sign-in')!, answer: await device.get(JSON.parse(reply.body)) }
}
