import type { Context } from 'hono'
import { type Caller, scopesOf } from '../../core/access/caller.ts'
import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { isAlive, isUseDue, type PortalSession } from '../../core/portal/session.ts'
import { hashSecret } from '../../crypto/secret-token.ts'
import { selectSession, used } from '../../db/repositories/portal-sessions.ts'
import type { Env } from '../../http/env.ts'
import { pageProps } from '../../http/pages.tsx'
import { deletePortalCookie, portalCookie } from '../../http/portal-cookies.ts'
import { runWithoutFailing } from '../../jobs/run-without-failing.ts'
import { paths } from '../../paths.ts'
import { portalI18n } from '../../views/i18n.ts'
import { portalReader } from '../../views/reader.ts'

export type PortalContext = Context<Env, '/:account' | '/:account/*'>

type Visit = { readonly session: PortalSession; readonly account: Account; readonly customer: Customer }

/** A session acts for its customer. */
export const callerOf = ({ accountId, id, customerId }: PortalSession): Caller => ({
  accountId,
  actor: { kind: 'portal', id },
  scopes: scopesOf.portal,
  reach: { kind: 'customer', customerId },
})

/** Loads nothing but who is signed in, for what an action then loads itself. */
export const visitOnly = (c: PortalContext) => async (cookieHash: string) => {
  const [visit] = await selectSession(c.var.deps.db, c.req.param('account'), cookieHash)
  return visit ? { visit } : null
}

export type SignedInProps = ReturnType<typeof propsOf>

/**
 * Loads a screen for whoever is signed in at this merchant, in one round trip, and responds with it; everybody else is led to the sign-in
 * page, whatever they asked for.
 */
export async function signedIn<S extends { readonly visit: Visit }>(
  c: PortalContext,
  load: (cookieHash: string, nowMs: number) => Promise<S | null>,
  respond: (props: SignedInProps, screen: S) => Response | Promise<Response>,
): Promise<Response> {
  const { deps } = c.var
  const accountId = c.req.param('account')
  const secret = portalCookie(c, accountId)
  if (secret === null) return c.redirect(paths.portalLogin(accountId), 303)
  deps.enter(accountId)
  const nowMs = deps.now()
  const screen = await load(await hashSecret(secret), nowMs)
  if (!screen || !isAlive(screen.visit.session, nowMs)) {
    deletePortalCookie(c, accountId)
    return c.redirect(`${paths.portalLogin(accountId)}?after=session_ended`, 303)
  }
  const { session } = screen.visit
  if (isUseDue(session, nowMs)) {
    const userAgent = (c.req.header('user-agent') ?? '').slice(0, 300)
    const writeDown = () => used(deps.db, session, nowMs, userAgent)
    c.executionCtx.waitUntil(runWithoutFailing('portal_session', session.id, writeDown))
  }
  return respond(propsOf(c, screen.visit, nowMs), screen)
}

function propsOf(c: PortalContext, { session, account, customer }: Visit, nowMs: number) {
  const { nonce, assets } = pageProps(c)
  const reader = portalReader(account, customer, session.locale, c.req.header('accept-language') ?? null)
  return { account, nonce, assets, nowMs, returnUrl: session.returnUrl, i18n: portalI18n(reader) }
}
