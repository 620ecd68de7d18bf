/** The limits of one charge in a currency, in minor units: minimum, maximum and step. */
type ChargeLimits = { readonly minMinor: number; readonly maxMinor: number; readonly stepMinor: number }

// docs.stripe.com/currencies#minimum-and-maximum-charge-amounts; other currencies start at one step.
const least: Readonly<Record<string, number>> = {
  aed: 200,
  ars: 50,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  cop: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17500,
  idr: 50,
  ils: 50,
  inr: 50,
  jpy: 50,
  krw: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  php: 50,
  pln: 200,
  ron: 200,
  rub: 50,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
  zar: 50,
}

/** The number of digits of the largest amount, unless it is eight. */
const mostDigits: Readonly<Record<string, number>> = { cop: 10, idr: 12, inr: 9 }

/** The most digits that a card brand takes in any currency (docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const mostDigitsByBrand: Readonly<Record<string, number>> = { amex: 9 }

/**
 * Steps of currencies with three decimals and with hidden decimals (docs.stripe.com/currencies#three-decimal,
 * #special-cases).
 */
const steps: Readonly<Record<string, number>> = { bhd: 10, isk: 100, jod: 10, kwd: 10, omr: 10, tnd: 10, ugx: 100 }

/** `brand`: the brand of the card that is charged; null for other methods, and for a card that is not known yet. */
export function chargeLimits(currency: string, brand: string | null = null): ChargeLimits {
  const stepMinor = steps[currency] ?? 1
  const digits = mostDigits[currency] ?? 8
  // The brand is the provider's text, so inherited properties do not count.
  const digitsOfBrand = brand !== null && Object.hasOwn(mostDigitsByBrand, brand) ? mostDigitsByBrand[brand]! : digits
  const largest = 10 ** Math.min(digits, digitsOfBrand) - 1
  return { minMinor: least[currency] ?? stepMinor, maxMinor: largest - (largest % stepMinor), stepMinor }
}

/** Currencies of invoices that the provider does not charge in (docs.stripe.com/currencies#presentment-currencies). */
const notCharged: ReadonlySet<string> = new Set(
  'btn cup ern ghs iqd irr kpw lyd mru sdg ssp stn svc syp tmt ved ves zwg'.split(' '),
)

/** How an amount can be charged online: at once, in several parts, or not at all and why. */
type Chargeable =
  | { readonly kind: 'whole' | 'part'; readonly amountMinor: number }
  | { readonly kind: 'other_currency' }
  | { readonly kind: 'too_small' }
  | { readonly kind: 'too_fine' }

/** The next charge for `amountMinor`. Above the maximum it is a part, chosen so that the rest can be charged too. */
export function chargeable(amountMinor: number, currency: string, brand: string | null = null): Chargeable {
  if (notCharged.has(currency)) return { kind: 'other_currency' }
  const { minMinor, maxMinor, stepMinor } = chargeLimits(currency, brand)
  if (amountMinor < minMinor) return { kind: 'too_small' }
  if (amountMinor % stepMinor !== 0) return { kind: 'too_fine' }
  if (amountMinor <= maxMinor) return { kind: 'whole', amountMinor }
  const restMinor = amountMinor - maxMinor
  return { kind: 'part', amountMinor: restMinor < minMinor ? maxMinor - minMinor : maxMinor }
}

/** The amount of the next charge in minor units; null if it cannot be charged. */
export function chargeableMinor(amountMinor: number, currency: string, brand: string | null = null): number | null {
  const next = chargeable(amountMinor, currency, brand)
  return 'amountMinor' in next ? next.amountMinor : null
}
