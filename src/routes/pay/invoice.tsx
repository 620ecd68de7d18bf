import { Hono } from 'hono'
import { markViewed } from '../../actions/invoices/mark-viewed.ts'
import { payInvoice, type ToPay } from '../../actions/payments/pay-invoice.ts'
import { refreshPayment } from '../../actions/payments/refresh-payment.ts'
import { unitOfWork } from '../../actions/unit-of-work.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { offer } from '../../core/payments/offer.ts'
import { noOffers } from '../../core/payments/offers.ts'
import type { Refusal } from '../../core/result.ts'
import { signLink } from '../../crypto/link-token.ts'
import { linkUsed } from '../../db/repositories/links.ts'
import { followLink, type Visit, visitByLink } from '../../http/caller-by-link.ts'
import type { Env } from '../../http/env.ts'
import { cleanAddress, type LinkContext, linkOf } from '../../http/link-cookies.ts'
import { goTo, isHtmx, page, pageProps, part } from '../../http/pages.tsx'
import { sameOrigin } from '../../http/same-origin.ts'
import { readWire } from '../../http/wire/request.ts'
import { requestFreshLink } from '../../jobs/fresh-link.ts'
import { runWithoutFailing } from '../../jobs/run-without-failing.ts'
import { linkUrl, paths } from '../../paths.ts'
import { InvoicePage } from '../../views/pay/invoice-page.tsx'
import { FreshLinkPage } from '../../views/pay/link-page.tsx'
import { type Notice, noticeOfRefusal } from '../../views/pay/notice.ts'
import { noticeAfter } from '../../views/pay/notice-after.ts'
import type { Original } from '../../views/pay/other-versions.tsx'
import { PayPanel } from '../../views/pay/pay-panel.tsx'
import { customerOf } from '../../views/reader.ts'
import { askedPart } from './asked-part.ts'
import { type PayForm, readPayForm } from './pay-form.ts'
import { refusedLink } from './refused-link.tsx'

/** The invoice page of a link, in the address or in a cookie. GET requests do not write. */
export const invoicePages = new Hono<Env>()
  .get('/:token', async (c) => {
    let following: ReturnType<typeof followLink> | null = null
    const followed = () => {
      following ??= followLink(c)
      return following
    }
    const clean = await cleanAddress(c, async () => (await followed()).visit !== null)
    if (clean !== null) return c.redirect(clean, 303)
    const { visit: visited, ended } = await followed()
    if (!visited) return refusedLink(c, ended)
    const { after, version, part: asked = null } = c.req.query()
    // Somebody who comes back from paying, or asks for this version, stays with it.
    const newest = after === undefined && version === undefined ? await newestPath(c, visited) : null
    if (newest !== null) return c.redirect(newest, 303)
    const original = await originalOf(c, visited)
    const props = propsFor(c, visited, noticeAfter(visited.invoice, after), { asked })
    return page(c, <InvoicePage {...props} original={original} />, props.part?.refusal ? 400 : 200)
  })

  .get('/:token/panel', async (c) => {
    const visited = await visitByLink(c)
    if (!visited) return goTo(c, paths.invoice(c.req.param('token')))
    const looks = Math.min(1000, Number.parseInt(c.req.query('looks') ?? '0', 10) || 0)
    return part(c, <PayPanel {...propsFor(c, visited, null)} looks={looks} />)
  })

  .post('/:token/payments', sameOrigin, async (c) => {
    const { deps } = c.var
    // The body may arrive slowly: what is decided on is read after it.
    const form = readPayForm(await readWire(c.req.raw))
    const visited = await visitByLink(c)
    if (!visited) return goTo(c, paths.invoice(c.req.param('token')))
    if (!form.ok)
      return problem(c, visited, form.refusal.code === 'body_too_large' ? 413 : 400, {
        kind: 'problem',
        code: form.refusal.code,
      })
    const begun = await payInvoice(
      deps,
      unitOfWork(visited.caller, { written: c.var.written, accompanyingRows: [usedBy(c, visited)] }),
      toPay(c, visited, form.value),
      visited,
    )
    return afterStart(c, visited, form.value, begun)
  })

  .get('/:token/payments/:paymentId/return', async (c) => {
    const { deps } = c.var
    const { token, paymentId } = c.req.param()
    const visited = await visitByLink(c)
    const isOurs = visited?.invoice.payments.some(({ id }) => id === paymentId)
    if (!visited || !isOurs) return c.redirect(paths.invoice(token), 303)
    if (c.req.method === 'GET')
      await refreshPayment(
        deps,
        unitOfWork(visited.caller, { written: c.var.written }),
        { invoiceId: visited.invoice.id, paymentId },
        visited,
      )
    return c.redirect(`${paths.invoice(token)}?after=${paymentId}`, 303)
  })

  .post('/:token/views', sameOrigin, async (c) => {
    const visited = await visitByLink(c)
    if (visited) await markViewed(c.var.deps, unitOfWork(visited.caller, { written: c.var.written }), visited)
    return c.body(null, 204)
  })

  /** Requests a fresh link, from the page of a refused one. */
  .post('/:token', sameOrigin, async (c) => {
    const { deps } = c.var
    // After the response, so that neither its content nor its timing reveals whether the link was ours.
    const asking = () => requestFreshLink(deps, linkOf(c).token)
    c.executionCtx.waitUntil(runWithoutFailing('fresh_link', deps.requestId ?? '', asking))
    return page(c, <FreshLinkPage {...pageProps(c)} />)
  })

/** A token for another version of the visitor's invoice, which opens no longer than their own. */
const tokenOf = (c: LinkContext, { invoice: { accountId }, linkExpiresAt }: Visit, invoiceId: string, linkId: string) =>
  signLink(c.var.deps.linkKeys, { accountId, invoiceId, linkId }, linkExpiresAt)

/** The page of the newest version that replaced the invoice; null where nothing did, or none of their links is valid. */
async function newestPath(c: LinkContext, visited: Visit): Promise<string | null> {
  const { newest } = visited
  return newest && paths.invoice(await tokenOf(c, visited, newest.invoiceId, newest.linkId))
}

/** What the invoice replaced, with the page that shows it as it was issued. */
async function originalOf(c: LinkContext, visited: Visit): Promise<Original | null> {
  if (!visited.original) return null
  const { invoice, linkId } = visited.original
  if (linkId === null) return { invoice, path: null }
  return { invoice, path: paths.olderVersion(await tokenOf(c, visited, invoice.id, linkId)) }
}

const readerOf = (c: LinkContext, { invoice, account }: Visit) =>
  customerOf(invoice, account, c.req.header('accept-language') ?? null)

type Shown = {
  /** The invoice as it is now; as it was opened where it is not said. */
  readonly invoice?: IssuedInvoice
  /** The part that the payer asked for: as typed, or in minor units; null for all. */
  readonly asked?: string | number | null
}

function propsFor(c: LinkContext, visited: Visit, notice: Notice | null, shown: Shown = {}) {
  const { invoice = visited.invoice, asked = null } = shown
  const { account, customer, place, token } = visited
  const provider = c.var.deps.provider(account.id)
  const hasProvider = provider !== null
  const { online, transfer } = offer(account, invoice, { customer, hasProvider })
  const { nonce, assets } = pageProps(c)
  const reader = readerOf(c, visited)
  const part =
    asked === null || !online.ok ? null : askedPart(asked, { account, invoice, offers: online.value, reader })
  return {
    nonce,
    assets,
    account,
    invoice,
    offers: online.ok ? online.value : noOffers,
    transfer,
    isOnline: hasProvider && customer !== null,
    provider: provider?.title ?? null,
    place,
    url: linkUrl(c.var.deps.origin, paths.invoice(token)),
    now: c.var.deps.now(),
    reader,
    part,
    notice: notice ?? (part?.refusal ? noticeOfRefusal({ code: part.refusal }) : null),
    hasSignInPage: visited.hasSignInPage,
    leadsOn: visited.newest !== null,
  }
}

/** A payment is a use of the link, also where no script has recorded a view. */
const usedBy = (c: LinkContext, { account, linkId }: Visit) =>
  linkUsed(c.var.deps.db, account.id, linkId, c.var.deps.now())

const toPay = (c: LinkContext, visited: Visit, form: PayForm): ToPay => ({
  invoiceId: visited.invoice.id,
  methodId: form.methodId,
  keepMethod: form.keep,
  shownMinor: form.amountMinor,
  partMinor: form.partMinor,
  link: { id: visited.linkId, expiresAt: visited.linkExpiresAt },
  language: readerOf(c, visited).locale.language,
})

type Started = Awaited<ReturnType<typeof payInvoice>>

/** Redirects to the provider if needed, else shows the invoice as it is now. */
function afterStart(c: LinkContext, visited: Visit, { partMinor }: PayForm, begun: Started) {
  if (!begun.ok) return refusedStart(c, visited, partMinor, begun.refusal)
  const { invoice, payment } = begun.value
  if (payment.url !== null) return goTo(c, payment.url)
  if (!isHtmx(c)) return c.redirect(`${paths.invoice(visited.place)}?after=${payment.id}`, 303)
  return part(c, <PayPanel {...propsFor(c, visited, noticeAfter(invoice, payment.id), { invoice })} />)
}

/** A refused start; a wait is also sent as `Retry-After`. */
function refusedStart(c: LinkContext, visited: Visit, asked: number | null, refusal: Refusal) {
  const { retryAfterSeconds } = refusal
  if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds))
  return problem(c, visited, retryAfterSeconds === undefined ? 409 : 429, noticeOfRefusal(refusal), asked)
}

/** The page again in its current state, with a notice of what to do; nothing was charged. */
async function problem(
  c: LinkContext,
  visited: Visit,
  status: 400 | 409 | 413 | 429,
  notice: Notice,
  asked: number | null = null,
) {
  const current = (await visitByLink(c)) ?? visited
  const props = propsFor(c, current, notice, { asked })
  if (isHtmx(c)) return part(c, <PayPanel {...props} />, status)
  return page(c, <InvoicePage {...props} original={await originalOf(c, current)} />, status)
}
