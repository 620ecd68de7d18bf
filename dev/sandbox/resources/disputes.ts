import type Stripe from 'stripe'
import { type Context, findOr404, idOf } from '../context.ts'
import { change } from '../events.ts'
import { datedPageSpec, listOf } from '../list.ts'
import { withMetadata } from '../metadata.ts'
import { closeDispute } from '../operations/dispute.ts'
import type { Read } from '../params.ts'
import { invalid } from '../problem.ts'
import { route } from '../route.ts'

const updateSpec = { evidence: 'hash', metadata: 'clearableHash', submit: 'boolean' } as const

/** Two values of evidence decide a sandbox dispute at once; any other puts it under review (docs.stripe.com/testing#disputes). */
const decisive: Readonly<Record<string, 'won' | 'lost'>> = { winning_evidence: 'won', losing_evidence: 'lost' }

function update(context: Context, input: Read<typeof updateSpec>, id: string): Stripe.Dispute {
  const dispute = findOr404(context, 'dispute', id)
  if (dispute.status === 'won' || dispute.status === 'lost')
    throw invalid(`This dispute is already closed: ${dispute.status}.`)
  const evidence = { ...dispute.evidence, ...(input.evidence as Partial<Stripe.Dispute.Evidence> | undefined) }
  const isSubmitted = input.evidence !== undefined && input.submit !== false
  change(context, 'charge.dispute.updated', dispute, {
    evidence,
    evidence_details: {
      ...dispute.evidence_details,
      has_evidence: Object.keys(evidence).length > 0,
      submission_count: dispute.evidence_details.submission_count + (isSubmitted ? 1 : 0),
    },
    metadata: withMetadata(dispute.metadata, input.metadata),
    ...(isSubmitted && { status: 'under_review' as const }),
  })
  const outcome = decisive[String(evidence.uncategorized_text)]
  return isSubmitted && outcome ? closeDispute(context, dispute, outcome) : dispute
}

export const disputeRoutes = [
  route(
    'GET',
    '/v1/disputes',
    { ...datedPageSpec, charge: 'text', payment_intent: 'text' },
    (context, { charge, payment_intent, ...page }) =>
      listOf(
        context,
        'dispute',
        page,
        (dispute) =>
          (charge === undefined || idOf(dispute.charge) === charge) &&
          (payment_intent === undefined || idOf(dispute.payment_intent) === payment_intent),
      ),
  ),
  route('GET', '/v1/disputes/:', {}, (context, _input, id = '') => findOr404(context, 'dispute', id)),
  route('POST', '/v1/disputes/:', updateSpec, (context, input, id = '') => update(context, input, id)),
  route('POST', '/v1/disputes/:/close', {}, (context, _input, id = '') =>
    closeDispute(context, findOr404(context, 'dispute', id), 'lost'),
  ),
]
