import type Stripe from 'stripe'
import type { Desk } from '../desk.ts'
import { html } from './html.ts'
import { notice, page } from './layout.ts'
import { instant, money } from './shown.ts'

/** What a customer keeps of a charge. */
export function showReceipt({ account }: Desk, charge: Stripe.Charge): Response {
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

/** Where to send a bank transfer. */
export function showInstructions({ account }: Desk, intent: Stripe.PaymentIntent): Response {
  const asked = intent.next_action?.display_bank_transfer_instructions
  if (!asked) return notice('Nothing to transfer', 'This payment does not wait for a bank transfer.')
  return page(
    'Bank transfer',
    'form',
    html`<main class="card"><h1>Transfer ${money(asked.amount_remaining, asked.currency)} to ${account.name}</h1>
<dl>${(asked.financial_addresses ?? []).flatMap((address) =>
      Object.entries(address[address.type as 'iban'] ?? {})
        .filter(([, value]) => typeof value === 'string')
        .map(([name, value]) => html`<dt>${name.replaceAll('_', ' ')}</dt><dd>${String(value)}</dd>`),
    )}
<dt>Reference</dt><dd>${asked.reference}</dd></dl></main>`,
  )
}

/** A mandate, as far as a sandbox has one to show. */
export const showMandate = (reference: string): Response =>
  notice('Mandate', `You allowed debits under the reference ${reference.slice(0, 40)}.`)
