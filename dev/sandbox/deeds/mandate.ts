import type Stripe from 'stripe'
import { all, type Desk, idOf, keep, makeDigits, makeId } from '../desk.ts'
import { change } from '../events.ts'

type For = {
  /** The payment it is for; null where it is for later ones alone. */
  readonly intent: Stripe.PaymentIntent | null
  readonly accepts: boolean
}

/** The mandate under which a bank account may be debited now: one for many payments that stands, or a new one if accepted. */
export function mandateFor(desk: Desk, method: Stripe.PaymentMethod, { intent, accepts }: For): Stripe.Mandate | null {
  const standing = standingMandate(desk, method.id)
  if (standing) return standing
  if (!accepts) return null
  const isForMany = intent === null || Boolean(intent.setup_future_usage)
  return keep(desk, 'mandate', {
    id: makeId(desk, 'mandate'),
    object: 'mandate',
    customer_acceptance: {
      accepted_at: desk.now,
      online: { ip_address: '127.0.0.1', user_agent: 'Sandbox' },
      type: 'online',
    },
    livemode: desk.livemode,
    payment_method: method.id,
    payment_method_details: detailsOf(desk, method),
    status: 'active',
    ...(isForMany || intent === null
      ? { multi_use: {}, type: 'multi_use' as const }
      : { single_use: { amount: intent.amount, currency: intent.currency }, type: 'single_use' as const }),
  })
}

const standingMandate = (desk: Desk, methodId: string): Stripe.Mandate | undefined =>
  all(desk, 'mandate').find(
    ({ payment_method, status, type }) =>
      idOf(payment_method) === methodId && status === 'active' && type === 'multi_use',
  )

/** Ends every mandate of a bank account that can no longer be debited. */
export function endMandates(desk: Desk, methodId: string): void {
  for (const mandate of all(desk, 'mandate'))
    if (idOf(mandate.payment_method) === methodId && mandate.status === 'active')
      change(desk, 'mandate.updated', mandate, { status: 'inactive' })
}

function detailsOf(desk: Desk, { type }: Stripe.PaymentMethod): Stripe.Mandate.PaymentMethodDetails {
  const reference = makeDigits(desk, 12)
  const url = `${desk.publicUrl}/mandates/${reference}`
  const own: Readonly<Record<string, object>> = {
    sepa_debit: { reference, url },
    bacs_debit: {
      display_name: null,
      network_status: 'accepted',
      reference,
      revocation_reason: null,
      service_user_number: null,
      url,
    },
    au_becs_debit: { url },
    us_bank_account: { collection_method: 'paper' },
  }
  return { type, [type]: own[type] ?? {} } as Stripe.Mandate.PaymentMethodDetails
}
