import { invalid, malformed } from './problem.ts'
import { currencies, maximumMinor } from './tables/currencies.ts'

/** A currency as it was sent, in lower case. Throws a Problem for one that the provider does not know. */
export function checkCurrency(sent: string): string {
  const currency = sent.toLowerCase()
  if (currencies.has(currency)) return currency
  throw invalid(
    `Invalid currency: ${sent}. Stripe currently supports these currencies: ${[...currencies.keys()].sort().join(', ')}`,
    {
      param: 'currency',
    },
  )
}

/**
 * An amount in minor units that can be charged. Throws a Problem for one that is not positive, too small,
 * too large, or finer than the currency's networks carry.
 */
export function checkAmount(amount: number, currency: string, param = 'amount'): void {
  const rules = currencies.get(currency)
  if (!rules) throw new Error(`Nothing is known of ${currency}.`)
  if (amount < 1) throw malformed('parameter_invalid_integer', param, 'This value must be greater than or equal to 1.')
  if (amount < rules.minimumMinor)
    throw invalid(`Amount must be at least ${rules.minimumMinor} in ${currency}.`, { code: 'amount_too_small', param })
  const most = maximumMinor(currency)
  if (amount > most)
    throw invalid(`Amount must be no more than ${most} in ${currency}.`, { code: 'amount_too_large', param })
  if (amount % rules.stepMinor !== 0)
    throw invalid(
      rules.decimals === 3
        ? `Invalid amount: in ${currency} the last of the three decimals must be 0, because the card networks carry two.`
        : `Invalid amount: ${currency} has no decimals in use, so the last two digits must be 00.`,
      { code: 'invalid_charge_amount', param },
    )
}
