import type Stripe from 'stripe'
import { allOf, type Context, idOf, makeDigits, makeId, save } from '../context.ts'
import { change } from '../events.ts'

type For = {
  /** The payment that it is for; null where it is only for later ones. */
  readonly intent: Stripe.PaymentIntent | null
  readonly accepts: boolean
}

/** The mandate under which a bank account may be debited: an active reusable one, or a new one if accepted; otherwise null. */
export function mandateFor(
  context: Context,
  method: Stripe.PaymentMethod,
  { intent, accepts }: For,
): Stripe.Mandate | null {
  const existing = reusableMandate(context, method.id)
  if (existing) return existing
  if (!accepts) return null
  const isForMany = intent === null || Boolean(intent.setup_future_usage)
  return save(context, 'mandate', {
    id: makeId(context, 'mandate'),
    object: 'mandate',
    customer_acceptance: {
      accepted_at: context.now,
      online: { ip_address: '127.0.0.1', user_agent: 'Sandbox' },
      type: 'online',
    },
    livemode: context.livemode,
    payment_method: method.id,
    payment_method_details: detailsOf(context, method),
    status: 'active',
    ...(isForMany || intent === null
      ? { multi_use: {}, type: 'multi_use' as const }
      : { single_use: { amount: intent.amount, currency: intent.currency }, type: 'single_use' as const }),
  })
}

const reusableMandate = (context: Context, methodId: string): Stripe.Mandate | undefined =>
  allOf(context, 'mandate').find(
    ({ payment_method, status, type }) =>
      idOf(payment_method) === methodId && status === 'active' && type === 'multi_use',
  )

/** Ends every mandate of a bank account that can no longer be debited. */
export function endMandates(context: Context, methodId: string): void {
  for (const mandate of allOf(context, 'mandate'))
    if (idOf(mandate.payment_method) === methodId && mandate.status === 'active')
      change(context, 'mandate.updated', mandate, { status: 'inactive' })
}

function detailsOf(context: Context, { type }: Stripe.PaymentMethod): Stripe.Mandate.PaymentMethodDetails {
  const reference = makeDigits(context, 12)
  const url = `${context.publicUrl}/mandates/${reference}`
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
