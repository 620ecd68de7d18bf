import type { Form } from './form-encoding.ts'
import { countryFor, transferTypeOf } from './operations/virtual-account.ts'
import { oneOf, read, requireParams } from './params.ts'
import { invalid } from './problem.ts'

/** Where the provider has IBANs. */
const ibanCountries = ['BE', 'DE', 'ES', 'FR', 'IE', 'NL'] as const

/**
 * Reads the kind of account that a customer is to transfer to, and its country. Throws a Problem where the kind does not fit the
 * currency, or the country of an IBAN is missing or has none.
 */
export function bankTransferFrom(form: Form, currency: string, within: string): { type: string; country: string } {
  const spec = { type: 'text', eu_bank_transfer: 'hash', requested_address_types: 'texts' } as const
  const given = read(form, spec, within)
  requireParams(given, 'type')
  const expected = transferTypeOf(currency)
  if (given.type !== expected)
    throw invalid(`The bank transfer type for ${currency} is ${expected}.`, { param: `${within}[type]` })
  if (given.type !== 'eu_bank_transfer') return { type: given.type, country: countryFor(currency) }
  requireParams(given, 'eu_bank_transfer')
  const param = `${within}[eu_bank_transfer]`
  const eu = read(given.eu_bank_transfer, { country: 'text' }, param)
  requireParams(eu, 'country')
  return { type: given.type, country: oneOf(eu.country, ibanCountries, `${param}[country]`) }
}
