import type Stripe from 'stripe'
import { type Desk, makeId } from '../desk.ts'

/** A setup about which nothing is known but the methods it takes. */
export function blankSetup(desk: Desk, types: string[]): Stripe.SetupIntent {
  const id = makeId(desk, 'seti')
  return {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: `${id}_${makeId(desk, 'secret', 25)}`,
    created: desk.now,
    customer: null,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: desk.livemode,
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
