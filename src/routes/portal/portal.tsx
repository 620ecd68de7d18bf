import { Hono } from 'hono'
import { endSession } from '../../actions/portal/end-session.ts'
import { unitOfWork } from '../../actions/unit-of-work.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import { readInvoiceQuery } from '../../core/portal/invoice-query.ts'
import { isAlive } from '../../core/portal/session.ts'
import { signLink } from '../../crypto/link-token.ts'
import { invoiceLinkScreen, invoicesScreen, overviewScreen, sessionsScreen } from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { page, problemPage } from '../../http/pages.tsx'
import { deletePortalCookie } from '../../http/portal-cookies.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import { paths } from '../../paths.ts'
import { InvoicesPage } from '../../views/portal/invoices-page.tsx'
import { OverviewPage } from '../../views/portal/overview-page.tsx'
import { SessionsPage } from '../../views/portal/sessions-page.tsx'
import { callerOf, signedIn, visitOnly } from './signed-in.tsx'

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
            customer={screen.visit.customer}
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
    return signedIn(c, visitOnly(c), async (_, { visit: { session } }) => {
      const id = wanted === 'all' ? null : wanted === 'current' ? session.id : wanted
      const { customerId } = session
      await endSession(deps, unitOfWork(callerOf(session)), { customerId, id })
      if (id !== null && id !== session.id) return c.redirect(paths.portalSessions(accountId), 303)
      deletePortalCookie(c, accountId)
      return c.redirect(`${paths.portalLogin(accountId)}?after=signed_out`, 303)
    })
  })
