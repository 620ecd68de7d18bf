import type Stripe from 'stripe'
import { cashBalanceObject, cashOf } from '../deeds/receive-transfer.ts'
import { countryFor, financialAddresses, transferTypeOf } from '../deeds/virtual-account.ts'
import { at, type Desk, idOf } from '../desk.ts'
import { listOf, pageSpec } from '../list.ts'
import { need, oneOf, type Read, read } from '../params.ts'
import { invalid } from '../problem.ts'
import { route } from '../route.ts'
import type { Form } from '../wire.ts'
import { customerAt } from './find-customer.ts'

/** Changes how a customer's money is matched. */
export function updateCashBalance(desk: Desk, { settings }: { settings?: Form }, id: string): Stripe.CashBalance {
  const { reconciliation_mode: mode } = read(settings ?? {}, { reconciliation_mode: 'text' }, 'settings')
  if (mode !== undefined) {
    const wanted = oneOf(mode, ['automatic', 'manual', 'merchant_default'], 'settings[reconciliation_mode]')
    Object.assign(cashOf(desk, id), {
      mode: wanted === 'manual' ? 'manual' : 'automatic',
      isMerchantDefault: wanted === 'merchant_default',
    })
  }
  return cashBalanceObject(desk, id)
}

const fundingSpec = { bank_transfer: 'hash', currency: 'text', funding_type: 'text' } as const

function fund(desk: Desk, input: Read<typeof fundingSpec>, id: string): Stripe.FundingInstructions {
  const customer = customerAt(desk, id)
  need(input, 'bank_transfer', 'currency', 'funding_type')
  oneOf(input.funding_type, ['bank_transfer'], 'funding_type')
  const given = read(
    input.bank_transfer,
    { type: 'text', eu_bank_transfer: 'hash', requested_address_types: 'texts' },
    'bank_transfer',
  )
  need(given, 'type')
  const expected = transferTypeOf(input.currency)
  if (given.type !== expected)
    throw invalid(`The bank transfer type for ${input.currency} is ${expected}.`, { param: 'bank_transfer[type]' })
  const country = String(given.eu_bank_transfer?.country ?? countryFor(input.currency))
  return {
    object: 'funding_instructions',
    bank_transfer: {
      country,
      financial_addresses: financialAddresses(desk, customer.id, input.currency, country),
      type: given.type,
    },
    currency: input.currency,
    funding_type: 'bank_transfer',
    livemode: desk.livemode,
  }
}

export const cashBalanceRoutes = [
  route('GET', '/v1/customers/:/cash_balance', {}, (desk, _input, id = '') =>
    cashBalanceObject(desk, customerAt(desk, id).id),
  ),
  route('POST', '/v1/customers/:/cash_balance', { settings: 'hash' }, (desk, input, id = '') =>
    updateCashBalance(desk, input, customerAt(desk, id).id),
  ),
  route('GET', '/v1/customers/:/cash_balance_transactions', pageSpec, (desk, page, id = '') => {
    const customer = customerAt(desk, id)
    return listOf(
      desk,
      'customer_cash_balance_transaction',
      page,
      (transaction) => idOf(transaction.customer) === customer.id,
      `/v1/customers/${id}/cash_balance_transactions`,
    )
  }),
  route('GET', '/v1/customers/:/cash_balance_transactions/:', {}, (desk, _input, _id = '', transactionId = '') =>
    at(desk, 'customer_cash_balance_transaction', transactionId),
  ),
  route('POST', '/v1/customers/:/funding_instructions', fundingSpec, (desk, input, id = '') => fund(desk, input, id)),
]
