import type Stripe from 'stripe'
import { bankTransferFrom } from '../bank-transfer-params.ts'
import { type Context, findOr404, idOf } from '../context.ts'
import type { Form } from '../form-encoding.ts'
import { listOf, pageSpec } from '../list.ts'
import { cashBalanceObject, cashOf } from '../operations/receive-transfer.ts'
import { financialAddresses } from '../operations/virtual-account.ts'
import { oneOf, type Read, read, requireParams } from '../params.ts'
import { route } from '../route.ts'
import { customerAt } from './find-customer.ts'

/** Updates the reconciliation mode of a customer's balance. */
export function updateCashBalance(context: Context, { settings }: { settings?: Form }, id: string): Stripe.CashBalance {
  const { reconciliation_mode: mode } = read(settings ?? {}, { reconciliation_mode: 'text' }, 'settings')
  if (mode !== undefined) {
    const wanted = oneOf(mode, ['automatic', 'manual', 'merchant_default'], 'settings[reconciliation_mode]')
    Object.assign(cashOf(context, id), {
      mode: wanted === 'manual' ? 'manual' : 'automatic',
      isMerchantDefault: wanted === 'merchant_default',
    })
  }
  return cashBalanceObject(context, id)
}

const fundingSpec = { bank_transfer: 'hash', currency: 'text', funding_type: 'text' } as const

function fund(context: Context, input: Read<typeof fundingSpec>, id: string): Stripe.FundingInstructions {
  const customer = customerAt(context, id)
  requireParams(input, 'bank_transfer', 'currency', 'funding_type')
  oneOf(input.funding_type, ['bank_transfer'], 'funding_type')
  const { type, country } = bankTransferFrom(input.bank_transfer, input.currency, 'bank_transfer')
  return {
    object: 'funding_instructions',
    bank_transfer: {
      country,
      financial_addresses: financialAddresses(context, customer.id, input.currency, country),
      type: type as Stripe.FundingInstructions.BankTransfer.Type,
    },
    currency: input.currency,
    funding_type: 'bank_transfer',
    livemode: context.livemode,
  }
}

export const cashBalanceRoutes = [
  route('GET', '/v1/customers/:/cash_balance', {}, (context, _input, id = '') =>
    cashBalanceObject(context, customerAt(context, id).id),
  ),
  route('POST', '/v1/customers/:/cash_balance', { settings: 'hash' }, (context, input, id = '') =>
    updateCashBalance(context, input, customerAt(context, id).id),
  ),
  route('GET', '/v1/customers/:/cash_balance_transactions', pageSpec, (context, page, id = '') => {
    const customer = customerAt(context, id)
    return listOf(
      context,
      'customer_cash_balance_transaction',
      page,
      (transaction) => idOf(transaction.customer) === customer.id,
      `/v1/customers/${id}/cash_balance_transactions`,
    )
  }),
  route('GET', '/v1/customers/:/cash_balance_transactions/:', {}, (context, _input, _id = '', transactionId = '') =>
    findOr404(context, 'customer_cash_balance_transaction', transactionId),
  ),
  route('POST', '/v1/customers/:/funding_instructions', fundingSpec, (context, input, id = '') =>
    fund(context, input, id),
  ),
]
