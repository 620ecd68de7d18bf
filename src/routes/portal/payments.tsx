import { Hono } from 'hono'
import { payInvoices } from '../../actions/payments/pay-invoices.ts'
import { refreshPaymentOfCustomer } from '../../actions/payments/refresh-payment.ts'
import type { Day } from '../../core/calendar/day.ts'
import { isDay } from '../../core/calendar/day-range.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { currency as currencyOf } from '../../core/money/currencies.ts'
import { jointOffer } from '../../core/payments/joint-offer.ts'
import { jointTransfer } from '../../core/payments/transfer.ts'
import type { Refusal, Result } from '../../core/result.ts'
import { payableScreen } from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { page, problemPage } from '../../http/pages.tsx'
import { sameOrigin } from '../../http/same-origin.ts'
import { readWire } from '../../http/wire/request.ts'
import type { WireObject } from '../../http/wire/wire.ts'
import { paths } from '../../paths.ts'
import { type Notice, noticeOfRefusal } from '../../views/pay/notice.ts'
import { PayPage } from '../../views/portal/pay-page.tsx'
import { asSignedIn, type PortalContext, signedIn, unitOf } from './visit.ts'

/** Paying several invoices with one payment. */
export const portalPayments = new Hono<Env>()
  .get('/:account/pay', (c) => {
    const asked = c.req.queries('invoice[]') ?? (c.req.query('chosen') === undefined ? undefined : [])
    const until = c.req.query('until')
    const chosen = asked ? anyOf(new Set(asked)) : until !== undefined && isDay(until) ? openOf(until) : due
    return choose(c, c.req.query('currency') ?? '', chosen, null, 200)
  })

  .post('/:account/payments', sameOrigin, async (c) => {
    // The body may arrive slowly: what is decided on is read after it.
    const form = readForm(await readWire(c.req.raw))
    if (!form) return problemPage(c, 400)
    const { currency, invoiceIds, amountMinor, methodId, keepMethod } = form
    if (invoiceIds.length < 2) return c.redirect(chosenPath(c, currency, invoiceIds), 303)
    return asSignedIn(
      c,
      async ({ account, reader }, visit) => {
        const begun = await payInvoices(c.var.deps, unitOf(c, visit), {
          customerId: visit.session.customerId,
          invoiceIds,
          amountMinor,
          methodId,
          keepMethod,
          returnPath: paths.portalPaymentReturn(account.id),
          language: reader.locale.language,
        })
        if (!begun.ok) return refused(c, currency, invoiceIds, begun.refusal)
        const { payment } = begun.value
        return c.redirect(payment.url ?? `${paths.portal(account.id)}?after=${payment.id}`, 303)
      },
      'invoiceHistory',
    )
  })

  /** Where the provider sends the payer back to. */
  .get('/:account/payments/return', (c) =>
    asSignedIn(c, async ({ account }, visit) => {
      const paymentId = c.req.query('after') ?? ''
      if (c.req.method === 'GET') {
        const { customerId } = visit.session
        const found = await refreshPaymentOfCustomer(c.var.deps, unitOf(c, visit), { customerId, paymentId })
        if (!found.ok && found.refusal.code === 'resource_missing') return c.redirect(paths.portal(account.id), 303)
      }
      return c.redirect(`${paths.portal(account.id)}?${new URLSearchParams({ after: paymentId })}`, 303)
    }),
  )

const chosenPath = (c: PortalContext, currency: string, invoiceIds: readonly string[]): string =>
  `${paths.portalPay(c.req.param('account'))}?${new URLSearchParams([['currency', currency], ...invoiceIds.map((id) => ['invoice[]', id])])}`

/** Whether an invoice is chosen among all that can be paid, as things are now. */
type Choice = (invoice: IssuedInvoice, open: readonly IssuedInvoice[], nowMs: number) => boolean

const anyOf =
  (ids: ReadonlySet<string>): Choice =>
  ({ id }) =>
    ids.has(id)

/** What a statement until that day has as owed: nothing that was written off. */
const openOf =
  (until: Day): Choice =>
  ({ status, issuedOn }) =>
    status === 'open' && issuedOn <= until

/** What is late, or where nothing is, all. */
const due: Choice = ({ overdueFrom }, open, nowMs) => {
  const isLate = (instantMs: number | null) => instantMs !== null && instantMs <= nowMs
  return isLate(overdueFrom) || !open.some((one) => isLate(one.overdueFrom))
}

/** The page where invoices are chosen. */
function choose(c: PortalContext, code: string, isChosen: Choice, notice: Notice | null, status: 200 | 409 | 429) {
  const currency = currencyOf(code)
  if (!currency.ok) return problemPage(c, 404)
  const { deps } = c.var
  return signedIn(
    c,
    (accountId, cookieHash) => payableScreen(deps.db, accountId, cookieHash, currency.value),
    (props, { visit: { account, customer }, open }) => {
      const chosen = open.filter((invoice) => isChosen(invoice, open, props.nowMs))
      const provider = deps.provider(account.id)
      const offer = chosen.length < 2 ? null : jointOffer(account, chosen, { customer, hasProvider: provider !== null })
      return page(
        c,
        <PayPage
          {...props}
          currency={currency.value}
          open={open}
          chosen={new Set(chosen.map(({ id }) => id))}
          offers={offer?.ok ? offer.value.offers : null}
          transfer={chosen.length < 2 ? null : jointTransfer(account, customer, chosen)}
          provider={provider?.title ?? null}
          notice={notice ?? (offer && !offer.ok ? noticeOfRefusal(offer.refusal) : null)}
        />,
        status,
      )
    },
    'invoiceHistory',
  )
}

/** The page again as things are now; nothing was charged. A wait is also sent as `Retry-After`. */
function refused(c: PortalContext, currency: string, invoiceIds: readonly string[], refusal: Refusal) {
  const { retryAfterSeconds } = refusal
  if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds))
  return choose(
    c,
    currency,
    anyOf(new Set(invoiceIds)),
    noticeOfRefusal(refusal),
    retryAfterSeconds === undefined ? 409 : 429,
  )
}

/** The form, as it is sent by our own page; null for anything else. */
function readForm(wire: Result<WireObject>) {
  if (!wire.ok) return null
  const text = (name: string) => {
    const value = wire.value.get(name)
    return typeof value === 'string' ? value : ''
  }
  const chosen = wire.value.get('invoice')
  const invoiceIds = chosen instanceof Map ? [...chosen.values()] : []
  const isList = invoiceIds.every((id): id is string => typeof id === 'string')
  if (!isList || !/^[0-9]{0,15}$/.test(text('amount'))) return null
  return {
    currency: text('currency'),
    invoiceIds: [...new Set(invoiceIds)],
    amountMinor: Number(text('amount')),
    methodId: ['', 'checkout'].includes(text('method')) ? null : text('method'),
    keepMethod: text('keep') === 'yes',
  }
}
