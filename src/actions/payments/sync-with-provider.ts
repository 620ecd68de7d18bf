import { dayMs } from '../../core/calendar/day.ts'
import type { Customer, SavedMethod } from '../../core/customers/customer.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Payment } from '../../core/payments/payment.ts'
import type { PaymentReport } from '../../core/payments/report.ts'
import { signLink } from '../../crypto/link-token.ts'
import type { Deps } from '../../deps.ts'
import { linkUrl, paths } from '../../paths.ts'
import type { Answer, OnlineProvider } from '../../providers/provider.ts'

/** The provider forgets an idempotency key after a day. An hour before that we search instead of repeating the call. */
const keyLifeMs = dayMs - 3_600_000

export type SyncAnswer = Answer<{ readonly report: PaymentReport | null; readonly saved: SavedMethod | null }>

type About = { readonly invoice: IssuedInvoice; readonly customer: Customer | null; readonly payment: Payment }

/**
 * Sends an unsettled payment to the provider, or looks it up once it was acknowledged. A repeat uses the same
 * idempotency key, so it takes effect once; after the key's life we search, and a null report means that the provider
 * never had it.
 */
export async function syncWithProvider(deps: Deps, provider: OnlineProvider, about: About): Promise<SyncAnswer> {
  const { invoice, customer, payment } = about
  const reference = { accountId: invoice.accountId, invoiceId: invoice.id, paymentId: payment.id }
  if (payment.providerSessionId !== null || payment.providerPaymentId !== null)
    return provider.lookUp(reference, payment)
  const answer =
    deps.now() < payment.createdAt + keyLifeMs
      ? await sendToProvider(deps, provider, about)
      : await provider.search(reference, payment.createdAt, customer?.providerCustomerId ?? null)
  return answer.kind === 'answered' ? { kind: 'answered', value: { report: answer.value, saved: null } } : answer
}

async function sendToProvider(
  deps: Deps,
  provider: OnlineProvider,
  { invoice, customer, payment }: About,
): Promise<Answer<PaymentReport>> {
  const { id: paymentId, amountMinor, request } = payment
  const providerCustomerId = customer?.providerCustomerId
  if (!providerCustomerId) return { kind: 'refused', code: 'customer_missing', declineCode: null }
  const reference = { accountId: invoice.accountId, invoiceId: invoice.id, paymentId }
  const common = {
    ...reference,
    amountMinor,
    currency: invoice.currency,
    providerCustomerId,
    description: invoice.number,
  }
  const urls = request.link && (await urlsFor(deps, reference, request.link))
  if (payment.kind === 'checkout' && urls) {
    return provider.openCheckout({
      ...common,
      ...urls,
      methodTypes: request.methodTypes,
      saveMethod: payment.saveMethod,
      locale: request.language,
      expiresAt: payment.createdAt + keyLifeMs,
      sellerCountry: invoice.seller.country,
    })
  }
  const { methodId } = payment
  const [methodType] = request.methodTypes
  if (methodId === null || methodType === undefined)
    return { kind: 'refused', code: 'payment_method_missing', declineCode: null }
  return provider.charge({ ...common, methodId, methodType, returnUrl: urls?.returnUrl ?? null })
}

/** The return URLs, identical for every repeat because the link's claims are stored with the payment. */
async function urlsFor(
  deps: Deps,
  { accountId, invoiceId, paymentId }: { accountId: string; invoiceId: string; paymentId: string },
  link: { readonly id: string; readonly expiresAt: number },
) {
  const token = await signLink(deps.linkKeys, { accountId, invoiceId, linkId: link.id }, link.expiresAt)
  // A payer who cancels also returns through the poll, which knows why the last try failed.
  const returnUrl = linkUrl(deps.origin, paths.paymentReturn(token, paymentId))
  return { returnUrl, cancelUrl: returnUrl }
}
