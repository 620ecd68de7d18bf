import { Hono } from 'hono'
import { endSession } from '../../actions/portal/end-session.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import { readInvoiceQuery } from '../../core/portal/invoice-query.ts'
import { isAlive } from '../../core/portal/session.ts'
import { signLink } from '../../crypto/link-token.ts'
import { invoiceLinkScreen, invoicesScreen, overviewScreen, sessionsScreen } from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { goTo, page, problemPage } from '../../http/pages.tsx'
import { deletePortalCookie } from '../../http/portal-cookies.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import { paths } from '../../paths.ts'
import { InvoicesPage } from '../../views/portal/invoices-page.tsx'
import { OverviewPage } from '../../views/portal/overview-page.tsx'
import { SessionsPage } from '../../views/portal/sessions-page.tsx'
import { asSignedIn, signedIn, unitOf } from './visit.ts'

/** The pages of whoever is signed in. GET requests change nothing but when the session was last used. */
export const portal = new Hono<Env>()
  .get('/:account', (c) =>
    signedIn(
      c,
      (accountId, cookieHash, nowMs) =>
        overviewScreen(c.var.deps.db, accountId, cookieHash, nowMs, c.req.query('after') ?? null),
      (props, { visit, owed, open, paid, after }) => {
        const payments = paid.flatMap(({ invoice, paymentId }) => (isIssued(invoice) ? [{ invoice, paymentId }] : []))
        return page(
          c,
          <OverviewPage {...props} customer={visit.customer} owed={owed} open={open} paid={payments} after={after} />,
        )
      },
    ),
  )

  .get('/:account/invoices', (c) => {
    const query = readInvoiceQuery((name) => c.req.query(name))
    return signedIn(
      c,
      (accountId, cookieHash, nowMs) => invoicesScreen(c.var.deps.db, accountId, cookieHash, query, nowMs),
      (props, screen) => page(c, <InvoicesPage {...props} {...screen} query={query} />),
      'invoiceHistory',
    )
  })

  /** Leads to the invoice's own page by the link of its recipient. */
  .get('/:account/invoices/:invoice', (c) => {
    const invoiceId = c.req.param('invoice')
    const { deps } = c.var
    return signedIn(
      c,
      (accountId, cookieHash) => invoiceLinkScreen(deps.db, accountId, cookieHash, invoiceId),
      async ({ account, nowMs }, { invoice }) => {
        if (!invoice?.linkId) return problemPage(c, 404)
        const claims = { accountId: account.id, invoiceId, linkId: invoice.linkId }
        const token = await signLink(deps.linkKeys, claims, linkExpiry(invoice.overdueFrom, nowMs))
        return c.redirect(paths.invoice(token), 303)
      },
      'invoiceHistory',
    )
  })

  .get('/:account/sessions', (c) =>
    signedIn(
      c,
      (accountId, cookieHash, nowMs) => sessionsScreen(c.var.deps.db, accountId, cookieHash, nowMs),
      (props, { visit, sessions }) => {
        const alive = sessions.filter((session) => isAlive(session, props.nowMs))
        const hasEnded = c.req.query('after') === 'ended'
        return page(c, <SessionsPage {...props} sessions={alive} currentId={visit.session.id} hasEnded={hasEnded} />)
      },
    ),
  )

  /** Ends a session: this one, another one, or all. */
  .post('/:account/sessions/:session/end', sameOrigin, (c) =>
    asSignedIn(c, async ({ account }, visit) => {
      const wanted = c.req.param('session')
      const { id: currentId, customerId } = visit.session
      const id = wanted === 'all' ? null : wanted === 'current' ? currentId : wanted
      await endSession(c.var.deps, unitOf(c, visit), { customerId, id })
      if (id !== null && id !== currentId) return c.redirect(`${paths.portalSessions(account.id)}?after=ended`, 303)
      deletePortalCookie(c, account.id)
      return goTo(c, `${paths.portalLogin(account.id)}?after=signed_out`)
    }),
  )
