import { findOr404, idOf } from '../context.ts'
import { emit } from '../events.ts'
import { datedPageSpec, listOf, pageSpec } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { route } from '../route.ts'

export const chargeRoutes = [
  route(
    'GET',
    '/v1/charges',
    { ...datedPageSpec, customer: 'text', payment_intent: 'text' },
    (context, { customer, payment_intent, ...page }) =>
      listOf(
        context,
        'charge',
        page,
        (charge) =>
          (customer === undefined || idOf(charge.customer) === customer) &&
          (payment_intent === undefined || idOf(charge.payment_intent) === payment_intent),
      ),
  ),
  route('GET', '/v1/charges/:', {}, (context, _input, id = '') => findOr404(context, 'charge', id)),
  route(
    'POST',
    '/v1/charges/:',
    { description: 'clearable', metadata: 'clearableHash', receipt_email: 'text' },
    (context, input, id = '') => {
      const charge = findOr404(context, 'charge', id)
      const before = { ...charge }
      if (input.description !== undefined) charge.description = input.description
      if (input.receipt_email !== undefined) charge.receipt_email = input.receipt_email
      charge.metadata = withMetadata(charge.metadata, input.metadata)
      emit(context, 'charge.updated', charge, before)
      return charge
    },
  ),
  route('GET', '/v1/charges/:/refunds', pageSpec, (context, page, id = '') => {
    const charge = findOr404(context, 'charge', id)
    return listOf(context, 'refund', page, (refund) => idOf(refund.charge) === charge.id, `/v1/charges/${id}/refunds`)
  }),
]
