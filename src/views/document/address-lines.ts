import { townOf } from '../../core/addresses/address-format.ts'
import type { Address } from '../../core/parties.ts'
import { countryName } from './country-name.ts'

/**
 * An address in its own country's format, with the country's name in the reader's language last; `tag` is a BCP 47 tag.
 */
export function addressLines(address: Address, tag: string): string[] {
  const country = address.country === null ? null : countryName(address.country, tag)
  if (address.country === 'JP' && tag.startsWith('ja')) return japanese(address)
  const town = townOf(address.country)
  const unplaced = (['city', 'state', 'postalCode'] as const).filter((field) => !town.includes(`{${field}}`))
  const lines = [
    address.line1,
    address.line2,
    ...fill(town, address),
    ...unplaced.map((field) => address[field]),
    country,
  ]
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
