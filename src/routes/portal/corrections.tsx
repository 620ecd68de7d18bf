import { Hono } from 'hono'
import { askMerchant } from '../../actions/invoices/ask-merchant.ts'
import { correctInvoice } from '../../actions/invoices/correct-invoice.ts'
import { looksLikeId } from '../../core/id.ts'
import { type Correction, correctionOf } from '../../core/invoices/correction.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import type { RefusalCode } from '../../core/refusals.ts'
import { type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import { correctionScreen } from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { fieldsOf } from '../../http/forms/fields.ts'
import { page, problemPage } from '../../http/pages.tsx'
import { sameOrigin } from '../../http/same-origin.ts'
import { paths } from '../../paths.ts'
import { CorrectionPage } from '../../views/portal/correction-page.tsx'
import { correctionRequest } from '../../views/portal/correction-request.ts'
import { type PortalContext, type PortalProps, signedIn, unitOf, type Visit } from './visit.ts'

const feature = 'invoiceHistory'

/** Where a customer gets an invoice with their details of today: at once, or by asking the merchant. */
export const portalCorrections = new Hono<Env>()
  .get('/:account/correction', (c) =>
    ofInvoice(c, c.req.query('invoice') ?? '', (props, seen) =>
      correctionPage(c, props, seen, c.req.query('after') === 'sent' ? 'sent' : null),
    ),
  )

  .post('/:account/correction', sameOrigin, async (c) => {
    const { invoice: invoiceId = '', version, kind } = await fieldsOf(c.req.raw)
    return ofInvoice(c, invoiceId, async (props, seen) => {
      const { account, nowMs } = props
      const { visit, invoice } = seen
      const correction = correctionOf(invoice, account, visit.customer, nowMs)
      const isSeen = version === String(visit.customer.version) && kind === correction.kind
      const done = isSeen ? await carryOut(c, seen, correction) : refuse('conflict')
      const here = paths.portalCorrectionOf(account.id, invoice.id)
      if (done.ok) return c.redirect(correction.kind === 'asked' ? `${here}&after=sent` : here, 303)
      const current = await invoicesOf(c.var.deps.db, account.id).withParties(invoice.id)
      if (!current?.customer || !isIssued(current.invoice)) return problemPage(c, 404)
      // The same form was sent twice, or the merchant was faster: there is a newer version to go on to.
      if (current.invoice.status === 'void' && current.invoice.replacedBy) return c.redirect(here, 303)
      const now = { invoice: current.invoice, visit: { ...visit, customer: current.customer } }
      return correctionPage(c, props, now, notices[done.refusal.code] ?? 'refused')
    })
  })

type Seen = { readonly visit: Visit; readonly invoice: IssuedInvoice }

/** Responds about an invoice of whoever is signed in; one of another customer is none. */
const ofInvoice = (
  c: PortalContext,
  invoiceId: string,
  respond: (props: PortalProps, seen: Seen) => Response | Promise<Response>,
) =>
  signedIn(
    c,
    (accountId, cookieHash) =>
      correctionScreen(c.var.deps.db, accountId, cookieHash, looksLikeId(invoiceId) ? invoiceId : ''),
    (props, { visit, invoice }) => (invoice ? respond(props, { visit, invoice }) : problemPage(c, 404)),
    feature,
  )

function carryOut(c: PortalContext, { visit, invoice }: Seen, correction: Correction): Promise<Result<unknown>> {
  const { account, customer } = visit
  const { deps } = c.var
  const unit = unitOf(c, visit)
  if (correction.kind === 'at_once')
    return correctInvoice(deps, unit, { invoiceId: invoice.id, customerVersion: customer.version })
  if (correction.kind === 'none') return Promise.resolve(refuse('conflict'))
  const text = correctionRequest(invoice, account, customer)
  return askMerchant(deps, unit, { invoiceId: invoice.id, kind: 'problem', text, lineId: null })
}

/** What the customer is told of a refusal, beside the page as the invoice is by then. */
const notices: { readonly [C in RefusalCode]?: 'changed' | 'tooMany' } = {
  conflict: 'changed',
  invoice_not_open: 'changed',
  invoice_paid_not_voidable: 'changed',
  payment_in_progress: 'changed',
  rate_limit: 'tooMany',
}

/** The page as the invoice is now: where a payment was faster, it says that. */
function correctionPage(
  c: PortalContext,
  { reader: _, ...props }: PortalProps,
  { visit: { customer }, invoice }: Seen,
  outcome: Parameters<typeof CorrectionPage>[0]['outcome'],
) {
  const correction = correctionOf(invoice, props.account, customer, props.nowMs)
  const shown = { ...props, customer, invoice, correction, outcome }
  return page(c, <CorrectionPage {...shown} />, outcome === null || outcome === 'sent' ? 200 : 409)
}
