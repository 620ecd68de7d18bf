import { type Currency, exponentOf } from '../core/money/currencies.ts'
import { printDecimal } from '../core/money/decimal.ts'
import type { Profile } from './model.ts'

/** BT-24: whose rules a document follows; the same in both syntaxes. */
export const specifications: Readonly<Record<Profile, string>> = {
  en16931: 'urn:cen.eu:en16931:2017',
  xrechnung: 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0',
}

/** BT-23: the process of Peppol that XRechnung names. */
export const processes: Readonly<Record<Profile, string | null>> = {
  en16931: null,
  xrechnung: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
}

/** BT-3, UNTDID 1001. */
export const typeCodes = { invoice: '380', credit_note: '381' } as const

/** BT-98 and BT-140, UNTDID 5189: a discount. */
export const discountCode = '95'

/** BT-130, UN/ECE Recommendation 20: "one", since lines do not name a unit. */
export const unitCode = 'C62'

/** BT-34 and BT-49: the scheme of a mail address. */
export const mailScheme = 'EM'

/** An amount in major units, with as many decimals as its currency has: `-1234.50`. */
export function amountText(amountMinor: number, currency: Currency): string {
  const scale = exponentOf(currency)
  const [whole, fraction = ''] = printDecimal({ units: BigInt(amountMinor), scale }).split('.')
  return scale === 0 ? whole! : `${whole}.${fraction.padEnd(scale, '0')}`
}
