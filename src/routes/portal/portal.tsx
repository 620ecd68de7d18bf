import { Hono } from 'hono'
import { revokeLink } from '../../actions/links/revoke-link.ts'
import { endSession } from '../../actions/portal/end-session.ts'
import { looksLikeId } from '../../core/id.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import { completed } from '../../core/portal/flow.ts'
import { readInvoiceQuery } from '../../core/portal/invoice-query.ts'
import { isAlive } from '../../core/portal/session.ts'
import { signLink } from '../../crypto/link-token.ts'
import {
  invoiceLinkScreen,
  invoicesScreen,
  linksScreen,
  overviewScreen,
  sessionsScreen,
} from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { goTo, page, problemPage } from '../../http/pages.tsx'
import { deletePortalCookie } from '../../http/portal-cookies.ts'
import { sameOrigin } from '../../http/same-origin.ts'
import { paths } from '../../paths.ts'
import { ConfirmationPage } from '../../views/portal/confirmation-page.tsx'
import { InvoicesPage } from '../../views/portal/invoices-page.tsx'
import { LinksPage } from '../../views/portal/links-page.tsx'
import { OverviewPage } from '../../views/portal/overview-page.tsx'
import { passkeyNotices } from '../../views/portal/passkeys.tsx'
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
          <OverviewPage
            {...props}
            customer={visit.customer}
            owed={owed}
            open={open}
            paid={payments}
            after={after}
            done={c.req.query('done') === '1' ? completed(visit.session.flow) : null}
          />,
        )
      },
    ),
  )

  /** What a customer reads who has done what the merchant's site sent them for. */
  .get('/:account/confirmation', (c) =>
    asSignedIn(c, (props, { session }) => {
      const [after, done] = [session.flow?.after, completed(session.flow)]
      if (after?.type !== 'hosted_confirmation' || done === null)
        return c.redirect(paths.portal(session.accountId), 303)
      return page(c, <ConfirmationPage {...props} done={done} message={after.message} />)
    }),
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
      (props, { visit, sessions, passkeys }) => {
        const alive = sessions.filter((session) => isAlive(session, props.nowMs))
        const notice = passkeyNotices.find((one) => one === c.req.query('passkey')) ?? null
        const of = { sessions: alive, currentId: visit.session.id, passkeys, notice }
        return page(c, <SessionsPage {...props} {...of} hasEnded={c.req.query('after') === 'ended'} />)
      },
    ),
  )

  .get('/:account/links', (c) => {
    const { from = '', after } = c.req.query()
    return signedIn(
      c,
      (accountId, cookieHash) => linksScreen(c.var.deps.db, accountId, cookieHash, looksLikeId(from) ? from : null),
      (props, { rows }) => page(c, <LinksPage {...props} rows={rows} isRevoked={after === 'revoked'} />),
      'invoiceHistory',
    )
  })

  /** Revokes the link of one recipient; the others stay valid. */
  .post('/:account/invoices/:invoice/links/:link/revocation', sameOrigin, (c) =>
    asSignedIn(
      c,
      async ({ account }, visit) => {
        const { invoice: invoiceId, link: linkId } = c.req.param()
        const done = await revokeLink(c.var.deps, unitOf(c, visit), { invoiceId, linkId })
        return done.ok ? c.redirect(`${paths.portalLinks(account.id)}?after=revoked`, 303) : problemPage(c, 404)
      },
      'invoiceHistory',
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
