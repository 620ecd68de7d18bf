/** The amounts that the provider accepts in a currency; separate from the product's table, so that mistakes there are noticed. */
export type CurrencyRules = {
  /** Amounts must be a multiple of this: 10 with three decimals, 100 where a two-decimal form hides whole units. */
  readonly stepMinor: 1 | 10 | 100
  readonly decimals: 0 | 2 | 3
  readonly minimumMinor: number
}

const zeroDecimal = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' ')
const threeDecimal = 'bhd jod kwd omr tnd'.split(' ')
const wholeUnits = 'isk ugx'.split(' ')

const twoDecimal = (
  'aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob brl bsd bwp byn bzd cad cdf chf cny cop crc cve ' +
  'czk dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gtq gyd hkd hnl htg huf idr ils inr jmd kes kgs khr kyd kzt lak ' +
  'lbp lkr lrd lsl mad mdl mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln qar ' +
  'ron rsd rub sar sbd scr sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah usd uyu uzs wst xcd xcg yer ' +
  'zar zmw'
).split(' ')

/** The smallest charge, in minor units (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const minimums: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    'usd ars aud brl cad chf cop eur idr ils inr nzd php rub sgd zar'.split(' ').map((code) => [code, 50]),
  ),
  gbp: 30,
  ...Object.fromEntries('aed myr pln ron'.split(' ').map((code) => [code, 200])),
  dkk: 250,
  nok: 300,
  sek: 300,
  hkd: 400,
  mxn: 1000,
  thb: 1000,
  czk: 1500,
  jpy: 50,
  krw: 50,
  huf: 17_500,
}

const rules = (
  codes: string[],
  decimals: CurrencyRules['decimals'],
  stepMinor: CurrencyRules['stepMinor'],
): [string, CurrencyRules][] =>
  codes.map((code) => [code, { decimals, stepMinor, minimumMinor: minimums[code] ?? stepMinor }])

export const currencies: ReadonlyMap<string, CurrencyRules> = new Map([
  ...rules(zeroDecimal, 0, 1),
  ...rules(twoDecimal, 2, 1),
  ...rules(threeDecimal, 3, 10),
  ...rules(wholeUnits, 2, 100),
])

const maximumDigits: Readonly<Record<string, number>> = { idr: 12, cop: 10, inr: 9 }

/** The largest charge, in minor units: eight digits in most currencies, and never more than nine by American Express. */
export function maximumMinor(currency: string, brand?: string): number {
  const digits = maximumDigits[currency] ?? 8
  return 10 ** (brand === 'amex' ? Math.min(9, digits) : digits) - 1
}
