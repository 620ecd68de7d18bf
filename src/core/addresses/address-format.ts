import type { Address } from '../parties.ts'

export type AddressField = Exclude<keyof Address, 'country'>

/** What a country calls a field; each has its words in every language. */
export type FieldName = {
  readonly city: 'city' | 'town' | 'suburb'
  readonly postalCode: 'postal' | 'postcode' | 'zip' | 'pin' | 'eircode'
  readonly state: 'state' | 'province' | 'prefecture' | 'county' | 'emirate' | 'area' | 'department' | 'region'
}

/** A table by country, written with the countries of one value together; made when it is first read, as the start has little time. */
const listed = <T>(byValue: Readonly<Record<string, T>>): { readonly get: (code: string) => T | undefined } => {
  let byCode: ReadonlyMap<string, T> | null = null
  return {
    get(code) {
      byCode ??= new Map(
        Object.entries(byValue).flatMap(([codes, value]) => codes.split(' ').map((one) => [one, value] as const)),
      )
      return byCode.get(code)
    },
  }
}

// After the Universal Postal Union's addressing guides; countries not listed are written as in most of Europe.
const towns = listed<string>({
  'BD BH BM BN BT GU IL JO KH LB LS MM MT MV NP NZ PK PR SA SG VC': '{city} {postalCode}',
  'AC AF AI FK GB GG GS HU IM IO JE KE LK NA PN SD SH SZ TA TC VG ZA': '{city}\n{postalCode}',
  'AG AO AW BF BI BJ BO BW BZ CD CF CG CI CK CM CW DJ DM ER FJ GA GD GH GM GQ GY': '{city}',
  'KM LY ML MO MR MW QA RW SB SL ST SX SY TD TG TL TO TT UG VU YE ZW': '{city}',
  'AL EC MU OM': '{postalCode}\n{city}',
  'AS AU CA CC CX FM HM MH MP NF PW UM VI': '{city} {state} {postalCode}',
  'BR EE ES IT LT PF UY': '{postalCode} {city} {state}',
  'BB JP KP KR SO TW US': '{city}, {state} {postalCode}',
  'CN MX': '{postalCode} {city}, {state}',
  'BS KN': '{city}, {state}',
  'HK JM KI PA SC SR TV': '{city}\n{state}',
  'AE NR': '{city}\n{state}',
  'AR BY CL CV MY UZ': '{postalCode} {city}\n{state}',
  'EG IE RU UA': '{city}\n{state}\n{postalCode}',
  'ID MN TH VN': '{city}\n{state} {postalCode}',
  'IN NG PE': '{city} {postalCode}\n{state}',
  'CR HN IQ': '{city}, {state}\n{postalCode}',
  AM: '{postalCode}\n{city}\n{state}',
  CO: '{city}, {state}, {postalCode}',
  CU: '{city} {state}\n{postalCode}',
  KY: '{city}\n{state} {postalCode}',
  NI: '{postalCode}\n{city}, {state}',
  PH: '{city}\n{postalCode} {state}',
  PG: '{city} {postalCode} {state}',
  RO: '{postalCode} {state} {city}',
  SV: '{postalCode} {city}\n{state}',
  TR: '{postalCode} {city} {state}',
  VE: '{city} {postalCode}, {state}',
})

const mostOfEurope = '{postalCode} {city}'

/** How a country writes the lines with town, state and postal code. */
export const townOf = (country: string | null): string => towns.get(country ?? '') ?? mostOfEurope

/** What is required besides the street: C the town, S the state, Z the postal code. Of countries not listed, the town. */
const required = listed<string>({
  'AU BR CA CN IN MX US': 'CSZ',
  JP: 'CSZ',
  AE: 'S',
  HK: 'S',
  'AX AT BE BG CH CY CZ DE DK EE ES FI FO FR GB GG GL GP GR GU HR HU IM IS IT JE KR LI LT LU LV': 'CZ',
  'MC MQ MT MY NC NL NO NZ PL PR PT RE RO RS RU SE SI SK SM TH TR TW UA VA YT ZA': 'CZ',
  SG: 'Z',
})

const letters: Readonly<Record<'city' | 'state' | 'postalCode', string>> = { city: 'C', state: 'S', postalCode: 'Z' }

const cityNames = listed<FieldName['city']>({ 'GB GG IE IM JE': 'town', AU: 'suburb' })

const postalNames = listed<FieldName['postalCode']>({
  'AU GB GG IM JE MY NZ ZA': 'postcode',
  'AS GU MH MP PH PR PW US VI': 'zip',
  IN: 'pin',
  IE: 'eircode',
})

const stateNames = listed<FieldName['state']>({
  'AS AU BR FM IN MH MX MY NG PW US VE VI': 'state',
  'AR BE CA CN CR CU ES ID IT KR MN PA PG PH TH TR VN': 'province',
  JP: 'prefecture',
  'EE GB IE LT RO TW': 'county',
  AE: 'emirate',
  'HK SC': 'area',
  'CO HN NI PE SV UY': 'department',
})

export type AddressFormat = {
  /** In the order in which they are written. */
  readonly fields: readonly AddressField[]
  readonly required: ReadonlySet<AddressField>
  readonly names: FieldName
}

/** In which order a form asks for an address: of Japan from large to small where the reader writes it so. */
export function addressFormat(country: string | null, language: string): AddressFormat {
  const inTown = [...townOf(country).matchAll(/\{(\w+)\}/g)].map(([, field]) => field as keyof typeof letters)
  const fields: AddressField[] =
    country === 'JP' && language === 'ja'
      ? ['postalCode', 'state', 'city', 'line1', 'line2']
      : ['line1', 'line2', ...inTown]
  const wanted = required.get(country ?? '') ?? 'C'
  return {
    fields,
    required: new Set(fields.filter((field) => field === 'line1' || wanted.includes(letters[field as 'city'] ?? '-'))),
    names: {
      city: cityNames.get(country ?? '') ?? 'city',
      postalCode: postalNames.get(country ?? '') ?? 'postal',
      state: stateNames.get(country ?? '') ?? 'region',
    },
  }
}
