import { countries } from '../core/addresses/countries.ts'

/** The code list's own code of Kosovo, which ISO 3166 does not have. */
const kosovo = '1A'

/** Of ISO 3166-1, those that the rules of both syntaxes know: South Sudan is not among them. */
const isListed = (country: string): boolean => countries.has(country) && country !== 'SS' && country !== 'XK'

/** A country's code as an e-invoice writes it; null where the code list has none. */
export function countryCode(country: string): string | null {
  if (country === 'XK') return kosovo
  return isListed(country) ? country : null
}

/** Whether a tax number may begin with it: a country, Greece's `EL`, or Northern Ireland's `XI`. */
export const isTaxPrefix = (prefix: string): boolean => isListed(prefix) || prefix === 'EL' || prefix === 'XI'
