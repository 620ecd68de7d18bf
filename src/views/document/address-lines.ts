import type { Address } from '../../core/parties.ts'

/** The format of the line with town, state and postal code; missing fields are omitted. */
type Order = { readonly town: string }

const postalThenCity: Order = { town: '{postalCode} {city}' }
const cityThenPostal: Order = { town: '{city} {postalCode}' }
const cityStatePostal: Order = { town: '{city}, {state} {postalCode}' }

// After the Universal Postal Union's addressing guides; countries not listed are written as in most of Europe.
const orders: Readonly<Record<string, Order>> = {
  AU: { town: '{city} {state} {postalCode}' },
  BR: { town: '{postalCode} {city} {state}' },
  CA: { town: '{city} {state} {postalCode}' },
  CN: { town: '{postalCode} {city}, {state}' },
  ES: { town: '{postalCode} {city} {state}' },
  GB: { town: '{city}\n{postalCode}' },
  IE: { town: '{city}\n{state}\n{postalCode}' },
  IN: { town: '{city} {postalCode}\n{state}' },
  IT: { town: '{postalCode} {city} {state}' },
  JP: { town: '{city}, {state} {postalCode}' },
  KR: { town: '{city}, {state} {postalCode}' },
  MX: { town: '{postalCode} {city}, {state}' },
  NZ: cityThenPostal,
  SG: cityThenPostal,
  TW: { town: '{city}, {state} {postalCode}' },
  US: cityStatePostal,
  ZA: { town: '{city}\n{postalCode}' },
}

/**
 * An address in its own country's format, with the country's name in the reader's language last; `tag` is a BCP 47 tag.
 */
export function addressLines(address: Address, tag: string): string[] {
  const country = address.country === null ? null : countryName(address.country, tag)
  if (address.country === 'JP' && tag.startsWith('ja')) return japanese(address)
  const { country: code } = address
  const order = code !== null && Object.hasOwn(orders, code) ? orders[code]! : postalThenCity
  const isPlaced = address.state !== null && !order.town.includes('{state}')
  const lines = [address.line1, address.line2, ...fill(order.town, address), isPlaced ? address.state : null, country]
  return lines.filter((line): line is string => !!line?.trim())
}

/** The Japanese order, from large to small, with the postal mark and without the country. */
const japanese = ({ postalCode, state, city, line1, line2 }: Address): string[] =>
  [postalCode && `〒${postalCode}`, `${state ?? ''}${city ?? ''}${line1 ?? ''}`, line2].filter(
    (line): line is string => !!line,
  )

function fill(town: string, address: Address): string[] {
  return town.split('\n').map((line) =>
    line
      .replace(/\{(\w+)\}/g, (_, field: keyof Address) => address[field] ?? '')
      .replace(/\s+/g, ' ')
      .replace(/^[\s,]+|[\s,]+$/g, ''),
  )
}

const names = new Map<string, Intl.DisplayNames>()

/** A country's name in a language; unknown codes are returned as they are. */
function countryName(code: string, tag: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code
  const known = names.get(tag) ?? new Intl.DisplayNames(tag, { type: 'region' })
  names.set(tag, known)
  return known.of(code) ?? code
}
