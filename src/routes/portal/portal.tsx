import { type Context, Hono } from 'hono'
import { endSession } from '../../actions/portal/end-session.ts'
import { unitOfWork } from '../../actions/unit-of-work.ts'
import { type Caller, scopesOf } from '../../core/access/caller.ts'
import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import { defaultConfiguration, type PortalConfiguration, type PortalFeature } from '../../core/portal/configuration.ts'
import { readInvoiceQuery } from '../../core/portal/invoice-query.ts'
import { isAlive, isUseDue, type PortalSession } from '../../core/portal/session.ts'
import { signLink } from '../../crypto/link-token.ts'
import { hashSecret } from '../../crypto/secret-token.ts'
import { selectSession, used } from '../../db/repositories/portal-sessions.ts'
import { invoiceLinkScreen, invoicesScreen, overviewScreen, sessionsScreen } from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { page, pageProps, problemPage } from '../../http/pages.tsx'
import { deletePortalCookie, portalCookie } from '../../http/portal-cookies.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import { runWithoutFailing } from '../../jobs/run-without-failing.ts'
import { paths } from '../../paths.ts'
import { portalI18n } from '../../views/i18n.ts'
import { InvoicesPage } from '../../views/portal/invoices-page.tsx'
import { OverviewPage } from '../../views/portal/overview-page.tsx'
import { SessionsPage } from '../../views/portal/sessions-page.tsx'
import { portalReader } from '../../views/reader.ts'

type PortalContext = Context<Env, '/:account' | '/:account/*'>

type Visit = {
  readonly session: PortalSession
  readonly account: Account
  readonly customer: Customer
  /** Null is a default that nobody has changed. */
  readonly configuration: PortalConfiguration | null
}

/** The pages of whoever is signed in. GET requests change nothing but when the session was last used. */
export const portal = new Hono<Env>()
  .get('/:account', (c) =>
    signedIn(
      c,
      (hash, now) => overviewScreen(c.var.deps.db, c.req.param('account'), hash, now),
      (props, screen) =>
        page(
          c,
          <OverviewPage
            {...props}
            owed={screen.owed}
            open={screen.open}
            paid={screen.paid.flatMap(({ invoice, paymentId }) => (isIssued(invoice) ? [{ invoice, paymentId }] : []))}
          />,
        ),
    ),
  )

  .get('/:account/invoices', (c) => {
    const query = readInvoiceQuery((name) => c.req.query(name))
    return signedIn(
      c,
      (hash, now) => invoicesScreen(c.var.deps.db, c.req.param('account'), hash, query, now),
      (props, { rows, years }) => page(c, <InvoicesPage {...props} query={query} rows={rows} years={years} />),
      'invoiceHistory',
    )
  })

  /** Leads to the invoice's own page by the link of its recipient. */
  .get('/:account/invoices/:invoice', (c) => {
    const { account: accountId, invoice: invoiceId } = c.req.param()
    const { deps } = c.var
    return signedIn(
      c,
      (hash) => invoiceLinkScreen(deps.db, accountId, hash, invoiceId),
      async (_, { invoice }) => {
        if (!invoice?.linkId) return problemPage(c, 404)
        const claims = { accountId, invoiceId, linkId: invoice.linkId }
        const token = await signLink(deps.linkKeys, claims, linkExpiry(invoice.overdueFrom, deps.now()))
        return c.redirect(paths.invoice(token), 303)
      },
      'invoiceHistory',
    )
  })

  .get('/:account/sessions', (c) =>
    signedIn(
      c,
      (hash, now) => sessionsScreen(c.var.deps.db, c.req.param('account'), hash, now),
      (props, screen) =>
        page(
          c,
          <SessionsPage
            {...props}
            sessions={screen.sessions.filter((session) => isAlive(session, props.nowMs))}
            currentId={screen.visit.session.id}
          />,
        ),
    ),
  )

  /** Ends a session: this one, another one, or all. */
  .post('/:account/sessions/:session/end', sameOrigin, (c) => {
    const { account: accountId, session: wanted } = c.req.param()
    const { deps } = c.var
    return signedIn(
      c,
      async (hash) => {
        const [visit] = await selectSession(deps.db, accountId, hash)
        return visit ? { visit } : null
      },
      async (_, { visit: { session } }) => {
        const id = wanted === 'all' ? null : wanted === 'current' ? session.id : wanted
        const { customerId } = session
        await endSession(deps, unitOfWork(callerOf(session)), { customerId, id })
        if (id !== null && id !== session.id) return c.redirect(paths.portalSessions(accountId), 303)
        deletePortalCookie(c, accountId)
        return c.redirect(`${paths.portalLogin(accountId)}?after=signed_out`, 303)
      },
    )
  })

/** A session acts for its customer. */
const callerOf = ({ accountId, id, customerId }: PortalSession): Caller => ({
  accountId,
  actor: { kind: 'portal', id },
  scopes: scopesOf.portal,
  reach: { kind: 'customer', customerId },
})

type SignedInProps = ReturnType<typeof propsOf>

/**
 * Loads a screen for whoever is signed in at this merchant, in one round trip, and responds with it; everybody else is led to the sign-in
 * page, whatever they asked for. A page of a feature that the session's configuration does not have is not there.
 */
async function signedIn<S extends { readonly visit: Visit }>(
  c: PortalContext,
  load: (cookieHash: string, nowMs: number) => Promise<S | null>,
  respond: (props: SignedInProps, screen: S) => Response | Promise<Response>,
  feature?: PortalFeature,
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
  const props = propsOf(c, screen.visit, nowMs)
  return feature && !props.configuration[feature] ? problemPage(c, 404) : respond(props, screen)
}

function propsOf(c: PortalContext, { session, account, customer, ...visit }: Visit, nowMs: number) {
  const { nonce, assets } = pageProps(c)
  const wanted = session.locale === 'auto' ? null : session.locale
  const reader = portalReader(account, customer, wanted, c.req.header('accept-language') ?? null)
  const configuration = visit.configuration ?? defaultConfiguration(account)
  return { account, configuration, nonce, assets, nowMs, returnUrl: session.returnUrl, i18n: portalI18n(reader) }
}
