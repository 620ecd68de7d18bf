import type Stripe from 'stripe'
import { type Context, find, findOr400, findOr404, idOf } from '../context.ts'
import { emit } from '../events.ts'
import { datedPageSpec, listOf } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { refundCharge } from '../operations/refund.ts'
import { oneOf, type Read } from '../params.ts'
import { invalid, malformed } from '../problem.ts'
import { route } from '../route.ts'

const createSpec = {
  amount: 'integer',
  charge: 'text',
  instructions_email: 'text',
  metadata: 'clearableHash',
  payment_intent: 'text',
  reason: 'text',
} as const

const reasons = ['duplicate', 'fraudulent', 'requested_by_customer'] as const

function create(context: Context, input: Read<typeof createSpec>): Stripe.Refund {
  return refundCharge(context, chargeFor(context, input), {
    amountMinor: input.amount,
    reason: input.reason === undefined ? null : oneOf(input.reason, reasons, 'reason'),
    metadata: withMetadata(null, input.metadata),
  })
}

function chargeFor(context: Context, { charge, payment_intent: intentId }: Read<typeof createSpec>): Stripe.Charge {
  if (charge !== undefined) return findOr400(context, 'charge', charge, 'charge')
  if (intentId === undefined)
    throw malformed(
      'parameter_missing',
      'charge',
      'One of the following params should be provided for this request: payment_intent or charge.',
    )
  const intent = findOr400(context, 'payment_intent', intentId, 'payment_intent')
  const found = find(context, 'charge', idOf(intent.latest_charge) ?? '')
  if (!found) throw invalid(`This PaymentIntent (${intentId}) does not have a successful charge to refund.`)
  return found
}

export const refundRoutes = [
  route('POST', '/v1/refunds', createSpec, create),
  route(
    'GET',
    '/v1/refunds',
    { ...datedPageSpec, charge: 'text', payment_intent: 'text' },
    (context, { charge, payment_intent, ...page }) =>
      listOf(
        context,
        'refund',
        page,
        (refund) =>
          (charge === undefined || idOf(refund.charge) === charge) &&
          (payment_intent === undefined || idOf(refund.payment_intent) === payment_intent),
      ),
  ),
  route('GET', '/v1/refunds/:', {}, (context, _input, id = '') => findOr404(context, 'refund', id)),
  route('POST', '/v1/refunds/:', { metadata: 'clearableHash' }, (context, { metadata }, id = '') => {
    const refund = findOr404(context, 'refund', id)
    const before = { ...refund }
    refund.metadata = withMetadata(refund.metadata, metadata)
    emit(context, 'refund.updated', refund, before)
    return refund
  }),
]
