import { assert } from '../../core/assert.ts'
import { dayMs } from '../../core/calendar/day.ts'
import type { Customer, SavedMethod } from '../../core/customers/customer.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { chargedMinor, type Payment, type PaymentRequest } from '../../core/payments/payment.ts'
import type { PaymentReport } from '../../core/payments/report.ts'
import { signLink } from '../../crypto/link-token.ts'
import type { Deps } from '../../deps.ts'
import { linkUrl, paths } from '../../paths.ts'
import type { Answer, OnlineProvider, PaymentReference } from '../../providers/provider.ts'

/** The provider forgets an idempotency key after a day. An hour before that we search instead of repeating the call. */
const keyLifeMs = dayMs - 3_600_000

export type SyncAnswer = Answer<{ readonly report: PaymentReport | null; readonly saved: SavedMethod | null }>

/** The payment as the provider knows it, with its invoices, oldest first. */
type About = {
  readonly invoices: readonly IssuedInvoice[]
  readonly customer: Customer | null
  readonly payment: Payment
}

/**
 * Sends an unsettled payment to the provider, or looks it up once it was acknowledged. A repeat uses the same
 * idempotency key, so it takes effect once; after the key's life we search, and a null report means that the provider
 * never had it.
 */
export async function syncWithProvider(deps: Deps, provider: OnlineProvider, about: About): Promise<SyncAnswer> {
  const { invoices, customer, payment } = about
  const reference = referenceOf(oldestOf(invoices), payment)
  if (payment.providerSessionId !== null || payment.providerPaymentId !== null)
    return provider.lookUp(reference, payment)
  const answer =
    deps.now() < payment.createdAt + keyLifeMs
      ? await sendToProvider(deps, provider, about)
      : await provider.search(reference, payment.createdAt, customer?.providerCustomerId ?? null)
  return answer.kind === 'answered' ? { kind: 'answered', value: { report: answer.value, saved: null } } : answer
}

const referenceOf = ({ accountId, id: invoiceId }: IssuedInvoice, { id: paymentId }: Payment): PaymentReference => ({
  accountId,
  invoiceId,
  paymentId,
})

function oldestOf([oldest]: readonly IssuedInvoice[]): IssuedInvoice {
  assert(oldest, 'a payment is of an invoice')
  return oldest
}

async function sendToProvider(
  deps: Deps,
  provider: OnlineProvider,
  { invoices, customer, payment }: About,
): Promise<Answer<PaymentReport>> {
  const { request } = payment
  const invoice = oldestOf(invoices)
  const providerCustomerId = customer?.providerCustomerId
  if (!providerCustomerId) return { kind: 'refused', code: 'customer_missing', declineCode: null }
  const reference = referenceOf(invoice, payment)
  const common = {
    ...reference,
    amountMinor: chargedMinor(payment),
    currency: invoice.currency,
    providerCustomerId,
    description: descriptionOf(invoices),
  }
  const urls = await urlsFor(deps, reference, request)
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

const mostNumbers = 8

/** The numbers of the invoices, of which the provider's page has room for a few. */
function descriptionOf(invoices: readonly IssuedInvoice[]): string {
  const numbers = invoices.map(({ number }) => number)
  const left = numbers.length - mostNumbers
  return left > 0 ? `${numbers.slice(0, mostNumbers).join(', ')} +${left}` : numbers.join(', ')
}

/**
 * The return URLs, identical for every repeat because what they are made from is stored with the payment; null for a payer who is
 * not present.
 */
async function urlsFor(
  deps: Deps,
  { accountId, invoiceId, paymentId }: PaymentReference,
  { link, returnPath }: PaymentRequest,
) {
  if (returnPath !== undefined) {
    const url = new URL(linkUrl(deps.origin, returnPath))
    url.searchParams.set('after', paymentId)
    return { returnUrl: url.href, cancelUrl: url.href }
  }
  if (!link) return null
  const token = await signLink(deps.linkKeys, { accountId, invoiceId, linkId: link.id }, link.expiresAt)
  // A payer who cancels also returns through the poll, which knows why the last try failed.
  const returnUrl = linkUrl(deps.origin, paths.paymentReturn(token, paymentId))
  return { returnUrl, cancelUrl: returnUrl }
}
