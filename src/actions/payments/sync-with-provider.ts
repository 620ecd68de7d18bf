import { dayMs } from '../../core/calendar/day.ts'
import type { Customer, SavedMethod } from '../../core/customers/customer.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Payment } from '../../core/payments/payment.ts'
import type { PaymentReport } from '../../core/payments/report.ts'
import { signLink } from '../../crypto/link-token.ts'
import type { Deps } from '../../deps.ts'
import { linkUrl, paths } from '../../paths.ts'
import type { Answer, OnlineProvider } from '../../providers/provider.ts'

/** The provider forgets a key after a day; an hour before that we look before we repeat. */
const keyLifeMs = dayMs - 3_600_000

export type SyncAnswer = Answer<{ readonly report: PaymentReport | null; readonly saved: SavedMethod | null }>

type About = { readonly invoice: IssuedInvoice; readonly customer: Customer | null; readonly payment: Payment }

/**
 * Brings an unsettled payment to the provider's notice, or asks after it. An acknowledged one is looked up. One that was
 * never acknowledged is sent (again) under its own key, which happens at most once; when the key's life is over it is
 * searched for, and a null report says that the provider never had it.
 */
export async function syncWithProvider(deps: Deps, provider: OnlineProvider, about: About): Promise<SyncAnswer> {
  const { invoice, customer, payment } = about
  const reference = { accountId: invoice.accountId, invoiceId: invoice.id, paymentId: payment.id }
  if (payment.providerSessionId !== null || payment.providerPaymentId !== null)
    return provider.lookUp(reference, payment)
  const answer =
    deps.now() < payment.createdAt + keyLifeMs
      ? await ask(deps, provider, about)
      : await provider.search(reference, payment.createdAt, customer?.providerCustomerId ?? null)
  return answer.kind === 'answered' ? { kind: 'answered', value: { report: answer.value, saved: null } } : answer
}

async function ask(
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
    })
  }
  const { methodId } = payment
  const [methodType] = request.methodTypes
  if (methodId === null || methodType === undefined)
    return { kind: 'refused', code: 'payment_method_missing', declineCode: null }
  return provider.charge({ ...common, methodId, methodType, returnUrl: urls?.returnUrl ?? null })
}

/** Where the payer comes back to: the same for every repeat, since the link's claims are kept with the payment. */
async function urlsFor(
  deps: Deps,
  { accountId, invoiceId, paymentId }: { accountId: string; invoiceId: string; paymentId: string },
  link: { readonly id: string; readonly expiresAt: number },
) {
  const token = await signLink(deps.linkKeys, { accountId, invoiceId, linkId: link.id }, link.expiresAt)
  // Also who gives up comes back by the way that asks the provider: it knows why the last try failed.
  const returnUrl = linkUrl(deps.origin, paths.paymentReturn(token, paymentId))
  return { returnUrl, cancelUrl: returnUrl }
}
