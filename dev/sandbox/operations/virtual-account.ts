import type Stripe from 'stripe'
import { type Context, makeDigits } from '../context.ts'
import { invalid } from '../problem.ts'

type Address = Stripe.FundingInstructions.BankTransfer.FinancialAddress

/** The type of bank transfer and the default country of each currency. */
const transferTypes: Readonly<Record<string, { readonly type: string; readonly country: string }>> = {
  eur: { type: 'eu_bank_transfer', country: 'DE' },
  gbp: { type: 'gb_bank_transfer', country: 'GB' },
  jpy: { type: 'jp_bank_transfer', country: 'JP' },
  mxn: { type: 'mx_bank_transfer', country: 'MX' },
  usd: { type: 'us_bank_transfer', country: 'US' },
}

export function transferTypeOf(currency: string): string {
  const found = transferTypes[currency]
  if (!found) throw invalid(`Bank transfers cannot be received in ${currency}.`, { param: 'currency' })
  return found.type
}

/** The default country of a customer's virtual account. */
export const countryFor = (currency: string): string => transferTypes[currency]?.country ?? 'US'

/** The permanent account numbers to which a customer sends money in a currency. */
export function financialAddresses(
  context: Context,
  customerId: string,
  currency: string,
  country = countryFor(currency),
): Address[] {
  const key = `${customerId}:${currency}`
  context.data.virtualAccounts[key] ??= {
    bank: makeDigits(context, 8),
    number: makeDigits(context, 10),
    bic: 'SXPYDEHH',
  }
  const { bank, number, bic } = context.data.virtualAccounts[key]
  const holder = { account_holder_name: context.account.name }
  const bankAddress = { ...address(country), line1: 'Sandbox Street 1', city: 'Sandbox' }
  const addresses = { account_holder_address: address(country), bank_address: bankAddress }
  switch (transferTypeOf(currency)) {
    case 'eu_bank_transfer':
      return [
        {
          type: 'iban',
          supported_networks: ['sepa'],
          iban: { ...holder, ...addresses, bic, country, iban: ibanOf(country, bank + number) },
        },
      ]
    case 'gb_bank_transfer':
      return [
        {
          type: 'sort_code',
          supported_networks: ['bacs', 'fps'],
          sort_code: { ...holder, ...addresses, account_number: number.slice(0, 8), sort_code: bank.slice(0, 6) },
        },
      ]
    case 'jp_bank_transfer':
      return [
        {
          type: 'zengin',
          supported_networks: ['zengin'],
          zengin: {
            ...holder,
            ...addresses,
            account_number: number.slice(0, 7),
            account_type: 'futsu',
            bank_code: bank.slice(0, 4),
            bank_name: 'サンドボックス',
            branch_code: bank.slice(4, 7),
            branch_name: 'トウキョウ',
          },
        },
      ]
    case 'mx_bank_transfer':
      return [
        {
          type: 'spei',
          supported_networks: ['spei'],
          spei: {
            ...holder,
            ...addresses,
            bank_code: bank.slice(0, 3),
            bank_name: 'SANDBOX',
            clabe: `${bank}${number}`.slice(0, 18),
          },
        },
      ]
    default:
      return [
        {
          type: 'aba',
          supported_networks: ['ach', 'domestic_wire_us'],
          aba: {
            ...holder,
            ...addresses,
            account_number: number,
            account_type: 'checking',
            bank_name: 'SANDBOX BANK',
            routing_number: '110000000',
          },
        },
        {
          type: 'swift',
          supported_networks: ['swift'],
          swift: {
            ...holder,
            ...addresses,
            account_number: number,
            account_type: 'checking',
            bank_name: 'SANDBOX BANK',
            swift_code: 'SNDBUS33',
          },
        },
      ]
  }
}

const address = (country: string): Stripe.Address => ({
  city: null,
  country,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
})

/** An IBAN with valid check digits. */
function ibanOf(country: string, body: string): string {
  const digits = [...`${body}${country}00`].map((character) => Number.parseInt(character, 36)).join('')
  const check = 98n - (BigInt(digits) % 97n)
  return `${country}${String(check).padStart(2, '0')}${body}`
}
