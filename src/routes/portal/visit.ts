import type { Context } from 'hono'
import { type UnitOfWork, unitOfWork } from '../../actions/unit-of-work.ts'
import { scopesOf } from '../../core/access/caller.ts'
import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { defaultConfiguration, type PortalConfiguration, type PortalFeature } from '../../core/portal/configuration.ts'
import { isPending } from '../../core/portal/flow.ts'
import { isAlive, isUseDue, type PortalSession } from '../../core/portal/session.ts'
import { hashSecret } from '../../crypto/secret-token.ts'
import { selectSession, used } from '../../db/repositories/portal-sessions.ts'
import type { Env } from '../../http/env.ts'
import { goTo, isHtmx, pageProps, problemPage } from '../../http/pages.tsx'
import { deletePortalCookie, portalCookie } from '../../http/portal-cookies.ts'
import { leadingOnTo, wantedPage } from '../../http/wanted-page.ts'
import { runWithoutFailing } from '../../jobs/run-without-failing.ts'
import { paths } from '../../paths.ts'
import { portalI18n } from '../../views/i18n.ts'
import { portalReader } from '../../views/reader.ts'

export type PortalContext = Context<Env, '/:account' | '/:account/*'>

export type Visit = {
  readonly session: PortalSession
  readonly account: Account
  readonly customer: Customer
  /** Null is a default that nobody has changed. */
  readonly configuration: PortalConfiguration | null
}

/** What whoever is signed in may do, and in which request: a session acts for its customer. */
export const unitOf = (
  c: PortalContext,
  { session: { accountId, id, customerId } }: Pick<Visit, 'session'>,
): UnitOfWork =>
  unitOfWork(
    {
      accountId,
      actor: { kind: 'portal', id },
      scopes: scopesOf.portal,
      reach: { kind: 'customer', customerId },
    },
    { written: c.var.written },
  )

/** The props of every page of the portal. */
export type PortalProps = ReturnType<typeof propsOf>

/**
 * Loads a screen for whoever is signed in at this merchant, in one round trip, and responds with it; everybody else is led to the sign-in
 * page, whatever they asked for. A page of a feature that the session's configuration does not have is not there.
 */
export async function signedIn<S extends { readonly visit: Visit }>(
  c: PortalContext,
  load: (accountId: string, cookieHash: string, nowMs: number) => Promise<S | null>,
  respond: (props: PortalProps, screen: S) => Response | Promise<Response>,
  feature?: PortalFeature,
): Promise<Response> {
  const { deps } = c.var
  const accountId = c.req.param('account')
  const secret = portalCookie(c, accountId)
  if (secret === null) return toSignIn(c, paths.portalLogin(accountId))
  deps.enter(accountId)
  const nowMs = deps.now()
  const screen = await load(accountId, await hashSecret(secret), nowMs)
  if (!screen || !isAlive(screen.visit.session, nowMs)) {
    deletePortalCookie(c, accountId)
    return toSignIn(c, `${paths.portalLogin(accountId)}?after=session_ended`)
  }
  const { session } = screen.visit
  if (isUseDue(session, nowMs)) {
    const userAgent = (c.req.header('user-agent') ?? '').slice(0, 300)
    const writeDown = () => used(deps.db, session, nowMs, userAgent)
    c.executionCtx.waitUntil(runWithoutFailing('portal_session', session.id, writeDown))
  }
  const { flow } = session
  // Browsers apply a page's policy for forms to the redirects of their responses too.
  if (isPending(flow) && flow.after.type === 'redirect') c.set('formTarget', new URL(flow.after.returnUrl).origin)
  const props = propsOf(c, screen.visit, nowMs)
  return feature && !props.configuration[feature] ? problemPage(c, 404) : respond(props, screen)
}

/** Leads to the sign-in page, and from there to the page that was asked for. */
function toSignIn(c: PortalContext, login: string): Response {
  const page = c.req.method === 'GET' ? wantedPage(c.req.param('account'), c.req.url) : null
  return goTo(c, leadingOnTo(page, login))
}

/** As `signedIn`, for a request that needs nothing but to know who makes it. */
export const asSignedIn = (
  c: PortalContext,
  respond: (props: PortalProps, visit: Visit) => Response | Promise<Response>,
  feature?: PortalFeature,
): Promise<Response> =>
  signedIn(
    c,
    async (accountId, cookieHash) => {
      const [visit] = await selectSession(c.var.deps.db, accountId, cookieHash)
      return visit ? { visit } : null
    },
    (props, { visit }) => respond(props, visit),
    feature,
  )

function propsOf(c: PortalContext, { session, account, customer, ...visit }: Visit, nowMs: number) {
  const { nonce, assets } = pageProps(c)
  const wanted = session.locale === 'auto' ? null : session.locale
  const reader = portalReader(account, customer, wanted, c.req.header('accept-language') ?? null)
  const configuration = visit.configuration ?? defaultConfiguration(account)
  return {
    account,
    configuration,
    nonce,
    assets,
    nowMs,
    returnUrl: session.returnUrl,
    hasOthers: c.var.deps.hasSeveralMerchants,
    isPart: isHtmx(c),
    reader,
    i18n: portalI18n(reader),
  }
}
