import { isInUnion } from '../addresses/countries.ts'
import { oneLine } from '../one-line.ts'
import type { TaxId } from '../parties.ts'
import { compact, exampleOf, inForm } from '../written-form.ts'
import { numberings } from './numberings.ts'
import { type Numbering, unionNumbers } from './vat-checks.ts'

/** Why a number cannot be right, with a made-up one of the form that is expected. */
export type TaxIdFault = { readonly kind: 'form' | 'check_digits'; readonly example: string }

export type CheckedTaxId =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly fault: TaxIdFault }

/** The prefix of a country's numbers in the Union: Greece has another one than elsewhere. */
const prefixOf = (country: string): string => (country === 'GR' ? 'EL' : country)

/** How numbers of a type are written; one of the Union's may be without its country if that is known. */
function numberingOf({ type, value }: TaxId, country: string | null): Numbering | undefined {
  if (type !== 'eu_vat')
    return Object.hasOwn(numberings, type) ? numberings[type as keyof typeof numberings] : undefined
  const prefix = prefixOf(compact(value).slice(0, 2))
  if (Object.hasOwn(unionNumbers, prefix)) return unionNumbers[prefix]
  return unionNumbers[country !== null && isInUnion(country) ? prefixOf(country) : 'DE']
}

/**
 * A tax ID as it is written, or why it cannot be right. `country` is its holder's. Only the form and the check digits are
 * compared: whether somebody has the number is known to the tax office alone.
 */
export function checkTaxId(taxId: TaxId, country: string | null): CheckedTaxId {
  const numbering = numberingOf(taxId, country)
  const { value, type } = taxId
  if (!numbering) return { ok: true, value: oneLine(value) }
  const { forms, check } = numbering
  const given = type === 'eu_vat' ? compact(value).replace(/^GR/, 'EL') : value
  const fitting = forms.flatMap((form) => {
    const written = inForm(given, form)
    return written === null ? [] : [{ written, number: compact(written).slice(prefixLength(form)) }]
  })
  const example = exampleOf(forms[0]!)
  const [first] = fitting
  if (!first) return { ok: false, fault: { kind: 'form', example } }
  const right = fitting.find(({ number }) => !check || check(number))
  return right ? { ok: true, value: right.written } : { ok: false, fault: { kind: 'check_digits', example } }
}

const prefixLength = (form: string): number => /^[A-Z]*/.exec(form)![0].length

/**
 * What can be said of a number without asking its tax office: `unverified` if it cannot be right, else `unavailable`
 * (docs.stripe.com/api/tax_ids/object#tax_id_object-verification-status).
 */
export const verificationOf = (taxId: TaxId, country: string | null): 'unverified' | 'unavailable' =>
  checkTaxId(taxId, country).ok ? 'unavailable' : 'unverified'
