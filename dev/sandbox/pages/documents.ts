import type Stripe from 'stripe'
import type { Context } from '../context.ts'
import { instant, money } from './format.ts'
import { html } from './html.ts'
import { notice, page } from './layout.ts'

/** The receipt of a charge. */
export function showReceipt({ account }: Context, charge: Stripe.Charge): Response {
  return page(
    `Receipt from ${account.name}`,
    'form',
    html`<main class="card"><h1>Receipt from ${account.name}</h1>
<dl><dt>Amount</dt><dd>${money(charge.amount_captured, charge.currency)}</dd>
<dt>Given back</dt><dd>${money(charge.amount_refunded, charge.currency)}</dd>
<dt>Paid on</dt><dd>${instant(charge.created * 1000)}</dd>
<dt>For</dt><dd>${charge.description ?? '–'}</dd></dl></main>`,
  )
}

/** The instructions for a bank transfer. */
export function showInstructions({ account }: Context, intent: Stripe.PaymentIntent): Response {
  const params = intent.next_action?.display_bank_transfer_instructions
  if (!params) return notice('Nothing to transfer', 'This payment does not wait for a bank transfer.')
  return page(
    'Bank transfer',
    'form',
    html`<main class="card"><h1>Transfer ${money(params.amount_remaining, params.currency)} to ${account.name}</h1>
<dl>${(params.financial_addresses ?? []).flatMap((address) =>
      Object.entries(address[address.type as 'iban'] ?? {})
        .filter(([, value]) => typeof value === 'string')
        .map(([name, value]) => html`<dt>${name.replaceAll('_', ' ')}</dt><dd>${String(value)}</dd>`),
    )}
<dt>Reference</dt><dd>${params.reference}</dd></dl></main>`,
  )
}

/** A mandate's page. */
export const showMandate = (reference: string): Response =>
  notice('Mandate', `You allowed debits under the reference ${reference.slice(0, 40)}.`)
