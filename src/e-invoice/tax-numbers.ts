import type { TaxId } from '../core/parties.ts'
import { isTaxPrefix } from './countries.ts'
import type { Identifier } from './model.ts'

/** The numbers of a party by the role that EN 16931 gives them. */
export type TaxNumbers = {
  /** BT-31 or BT-48: with the prefix of its country. */
  readonly vatNumber: string | null
  /** BT-30 or BT-47. */
  readonly registration: Identifier | null
  /** The first of the rest: BT-32 of a seller. */
  readonly other: string | null
}

/** Numbers of those who charge a value added tax, besides the types that end in `_vat`. */
const vatTypes = new Set(['ae_trn', 'au_abn', 'ca_gst_hst', 'in_gst', 'jp_trn', 'nz_gst', 'sg_gst'])

/** Numbers of company registers, with the register's code in ISO 6523. */
const registers: Readonly<Record<string, string | null>> = {
  au_acn: null,
  bg_uic: null,
  ch_uid: '0183',
  fr_siren: '0002',
  fr_siret: '0009',
  jp_cn: '0188',
  li_uid: null,
  sg_uen: '0195',
}

/** Sorts the numbers of a party by their types. */
export function taxNumbers(taxIds: readonly TaxId[]): TaxNumbers {
  const vatNumbers = taxIds.map((taxId) => vatNumber(taxId)).filter((number) => number !== null)
  const registered = taxIds.find(({ type }) => Object.hasOwn(registers, type))
  const other = taxIds.find((taxId) => vatNumber(taxId) === null && taxId !== registered)
  return {
    vatNumber: vatNumbers[0] ?? null,
    registration: registered ? { value: registered.value, scheme: registers[registered.type]! } : null,
    other: other?.value ?? null,
  }
}

function vatNumber({ type, value }: TaxId): string | null {
  if (!type.endsWith('_vat') && !vatTypes.has(type)) return null
  const number = value.replace(/\s+/g, ' ').trim().toUpperCase()
  const country = type.slice(0, 2).toUpperCase()
  if (country === 'EU') return isTaxPrefix(number.slice(0, 2)) ? number : null
  return number.startsWith(country) ? number : `${country}${number}`
}
