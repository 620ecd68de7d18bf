import { exampleOf, inForm } from '../written-form.ts'

/** Forms of postal codes: `d` is a digit, `a` a letter, `x` either. Countries not listed take any. */
const forms: Readonly<Record<string, readonly string[]>> = {
  'AT AU BE BG CH CY DK HU LI LU NO NZ PH SI TN ZA': ['dddd'],
  'DE EE EG ES FI FR HR ID IT KR MC MX MY RS SM TH TR UA VA': ['ddddd'],
  'CN IN RO RU SG': ['dddddd'],
  'PR US': ['ddddd', 'ddddd-dddd'],
  'CZ GR SE SK': ['ddd dd'],
  'GB GG IM JE': ['ad daa', 'add daa', 'aad daa', 'aadd daa', 'ada daa', 'aada daa'],
  AR: ['dddd', 'addddaaa'],
  BR: ['ddddd-ddd'],
  CA: ['ada dad'],
  CL: ['ddd-dddd'],
  IE: ['add xxxx', 'ada xxxx'],
  IL: ['ddddddd', 'ddddd'],
  IS: ['ddd'],
  JP: ['ddd-dddd'],
  LT: ['LT-ddddd'],
  LV: ['LV-dddd'],
  MT: ['aaa dddd'],
  NL: ['dddd aa'],
  PL: ['dd-ddd'],
  PT: ['dddd-ddd'],
  SA: ['ddddd', 'ddddd-dddd'],
  TW: ['ddd', 'ddddd', 'dddddd'],
}

const byCountry = new Map(
  Object.entries(forms).flatMap(([codes, known]) => codes.split(' ').map((code) => [code, known] as const)),
)

/** A postal code as its country writes it; null if it has none of the country's forms. */
export function postalCode(country: string | null, text: string): string | null {
  const known = byCountry.get(country ?? '')
  if (!known) return text
  return known.map((form) => inForm(text, form)).find((written) => written !== null) ?? null
}

/** A made-up postal code of a country's form; null where any form will do. */
export function postalCodeExample(country: string | null): string | null {
  const [form] = byCountry.get(country ?? '') ?? []
  return form === undefined ? null : exampleOf(form)
}
