import type Stripe from 'stripe'
import type { Context } from '../context.ts'
import type { AccountNumbers, DebitType } from '../tables/bank-accounts.ts'
import { fingerprintOf } from './fingerprint.ts'

/** A bank account as the API shows it. */
export function bankDetails(
  context: Context,
  type: DebitType,
  { bank, number }: AccountNumbers,
): Partial<Stripe.PaymentMethod> {
  const fingerprint = fingerprintOf(context, bank + number)
  const last4 = number.slice(-4)
  switch (type) {
    case 'sepa_debit':
      return {
        sepa_debit: {
          bank_code: number.slice(4, 9),
          branch_code: '',
          country: number.slice(0, 2),
          fingerprint,
          generated_from: { charge: null, setup_attempt: null },
          last4,
        },
      }
    case 'us_bank_account':
      return {
        us_bank_account: {
          account_holder_type: 'individual',
          account_type: 'checking',
          bank_name: 'STRIPE TEST BANK',
          financial_connections_account: null,
          fingerprint,
          last4,
          networks: { preferred: 'ach', supported: ['ach'] },
          routing_number: bank,
          status_details: {},
        },
      }
    case 'bacs_debit':
      return { bacs_debit: { fingerprint, last4, sort_code: bank } }
    case 'au_becs_debit':
      return { au_becs_debit: { bsb_number: bank, fingerprint, last4 } }
  }
}
