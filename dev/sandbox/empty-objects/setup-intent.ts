import type Stripe from 'stripe'
import { type Context, makeId } from '../context.ts'

/** A setup intent for some method types, with default values otherwise. */
export function emptySetup(context: Context, types: string[]): Stripe.SetupIntent {
  const id = makeId(context, 'seti')
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_${makeId(context, 'secret', 25)}`,
    created: context.now,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: context.livemode,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: types,
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: 'off_session',
  }
}
