import { addressFormat } from '../addresses/address-format.ts'
import { countries } from '../addresses/countries.ts'
import { postalCode, postalCodeExample } from '../addresses/postal-codes.ts'
import { isTimeZone } from '../calendar/zone.ts'
import { oneLine } from '../one-line.ts'
import { type Address, blankAddress, type TaxId } from '../parties.ts'
import { checkTaxId } from '../tax/check-tax-id.ts'
import { taxIdTypes } from '../tax/id-types.ts'
import { plainCapitals } from '../written-form.ts'
import type { CustomerDetails } from './customer.ts'
import { type Checked, checked, type FieldError } from './field-error.ts'

/** What customers keep right themselves. Their address for mails is not among it: it is how they sign in. */
export type BillingDetails = Pick<CustomerDetails, 'name' | 'phone' | 'address' | 'locales' | 'timeZone' | 'taxIds'>

/** The same as a form has it: text as it was typed, empty where there is nothing. */
export type BillingDetailsForm = {
  readonly name: string
  readonly phone: string
  readonly address: Readonly<Record<keyof Address, string>>
  /** A language without its region, as in `de`. */
  readonly language: string
  readonly timeZone: string
  readonly taxIds: readonly TaxId[]
}

/** As many as an API call takes. */
export const mostTaxIds = 5

const longest: Readonly<Record<keyof Address | 'name' | 'phone' | 'taxId', number>> = {
  name: 256,
  phone: 40,
  line1: 500,
  line2: 500,
  city: 500,
  state: 500,
  postalCode: 40,
  country: 2,
  taxId: 100,
}

/** The name of an address's field in forms. */
export const addressFieldName = (field: keyof Address): string =>
  `address[${field === 'postalCode' ? 'postal_code' : field}]`

const languageOf = (locales: readonly string[]): string => locales[0]?.split('-')[0]?.toLowerCase() ?? ''

/** A customer's details as a form first shows them. */
export const billingDetailsForm = (details: BillingDetails): BillingDetailsForm => ({
  name: details.name ?? '',
  phone: details.phone ?? '',
  address: Object.fromEntries(
    Object.entries({ ...blankAddress, ...details.address }).map(([field, part]) => [field, part ?? '']),
  ) as BillingDetailsForm['address'],
  language: languageOf(details.locales),
  timeZone: details.timeZone ?? '',
  taxIds: details.taxIds,
})

/** A form without what the merchant does not let customers change: there it says what is stored. */
export function onlyAllowed(
  entered: BillingDetailsForm,
  stored: BillingDetails,
  allowed: readonly string[],
): BillingDetailsForm {
  const kept = billingDetailsForm(stored)
  return {
    ...entered,
    ...(!allowed.includes('name') && { name: kept.name }),
    ...(!allowed.includes('phone') && { phone: kept.phone }),
    ...(!allowed.includes('address') && { address: kept.address }),
    ...(!allowed.includes('tax_id') && { taxIds: kept.taxIds }),
  }
}

/** The form to show when somebody else was faster: their details where both changed one, and the rest as it was entered. */
export function overtakenForm(
  entered: BillingDetailsForm,
  current: BillingDetails,
  details: readonly string[],
): BillingDetailsForm {
  const saved = billingDetailsForm(current)
  const isTheirs = (detail: keyof BillingDetails) => details.includes(detail)
  return {
    name: (isTheirs('name') ? saved : entered).name,
    phone: (isTheirs('phone') ? saved : entered).phone,
    address: (isTheirs('address') ? saved : entered).address,
    language: (isTheirs('locales') ? saved : entered).language,
    timeZone: (isTheirs('timeZone') ? saved : entered).timeZone,
    taxIds: (isTheirs('taxIds') ? saved : entered).taxIds,
  }
}

/**
 * The details that a form says, or all that is wrong with it. What is as it was before is not checked: a merchant may have stored what
 * a customer could not.
 */
export function checkBillingDetails(form: BillingDetailsForm, before: BillingDetails): Checked<BillingDetails> {
  const errors: FieldError[] = []
  const refuse = (error: FieldError) => {
    errors.push(error)
  }
  const value = {
    name: textOf(form.name, before.name, 'name', longest.name, refuse),
    address: addressIn(form.address, before.address, refuse),
    taxIds: taxIdsIn(form, before.taxIds, refuse),
    phone: phoneIn(form.phone, before.phone, refuse),
    locales: localesWith(form.language, before.locales, refuse),
    timeZone: timeZoneIn(form.timeZone, before.timeZone, refuse),
  }
  if (value.name === null) refuse({ field: 'name', fault: 'missing' })
  return checked(value, errors)
}

type Refuse = (error: FieldError) => void

function textOf(typed: string, before: string | null, field: string, most: number, refuse: Refuse): string | null {
  if (typed === (before ?? '')) return before
  const text = oneLine(typed.toWellFormed().normalize('NFC'))
  if (text.length > most) refuse({ field, fault: 'too_long', most })
  return text === '' ? null : text
}

function addressIn(typed: BillingDetailsForm['address'], before: Address | null, refuse: Refuse): Address | null {
  const parts = Object.keys(blankAddress) as (keyof Address)[]
  const address = Object.fromEntries(
    parts.map((part) => [
      part,
      textOf(typed[part], before?.[part] ?? null, addressFieldName(part), longest[part], refuse),
    ]),
  ) as Address
  if (parts.every((part) => address[part] === null)) return null
  if (before && parts.every((part) => address[part] === before[part])) return before
  const { country } = address
  if (country === null || !countries.has(country)) {
    refuse({ field: addressFieldName('country'), fault: country === null ? 'missing' : 'choice' })
    return address
  }
  for (const part of addressFormat(country, '').required)
    if (address[part] === null) refuse({ field: addressFieldName(part), fault: 'missing' })
  if (address.postalCode === null) return address
  const written = postalCode(country, address.postalCode)
  const example = postalCodeExample(country)
  if (written === null)
    refuse({ field: addressFieldName('postalCode'), fault: 'postal_code', ...(example !== null && { example }) })
  return { ...address, postalCode: written ?? address.postalCode }
}

function phoneIn(typed: string, before: string | null, refuse: Refuse): string | null {
  const phone = textOf(typed, before, 'phone', longest.phone, refuse)
  if (phone === null || phone === before) return phone
  const plain = plainCapitals(phone)
  const digits = plain.replace(/\D/g, '').length
  if (!/^\+?[\d\s()./-]+(?: ?(?:X|EXT\.?|#) ?\d{1,6})?$/.test(plain) || digits < 5 || digits > 21)
    refuse({ field: 'phone', fault: 'phone', example: '+49 30 123456' })
  return plain
}

/** The chosen language first; a region that the customer already has is kept. */
function localesWith(language: string, before: readonly string[], refuse: Refuse): readonly string[] {
  if (language === languageOf(before)) return before
  if (language === '') return []
  if (!/^[a-z]{2,3}$/.test(language)) refuse({ field: 'language', fault: 'choice' })
  const isChosen = (tag: string) => languageOf([tag]) === language
  return [before.find(isChosen) ?? language, ...before.filter((tag) => !isChosen(tag))].slice(0, 10)
}

function timeZoneIn(typed: string, before: string | null, refuse: Refuse): string | null {
  if (typed === '' || typed === before) return typed === '' ? null : before
  if (!isTimeZone(typed)) refuse({ field: 'time_zone', fault: 'choice' })
  return typed
}

function taxIdsIn({ taxIds, address }: BillingDetailsForm, before: readonly TaxId[], refuse: Refuse): readonly TaxId[] {
  const country = countries.has(address.country) ? address.country : null
  const read: TaxId[] = []
  for (const [index, typed] of taxIds.entries()) {
    const field = (part: keyof TaxId) => `tax_ids[${index}][${part}]`
    const known = before.find(({ type, value }) => type === typed.type && value === typed.value)
    const value = textOf(typed.value, known?.value ?? null, field('value'), longest.taxId, refuse)
    // A kind without a number is a number taken away.
    if (value === null) continue
    if (!known && !(taxIdTypes as readonly string[]).includes(typed.type)) {
      refuse({ field: field('type'), fault: 'tax_id_type' })
      continue
    }
    const result = known ? { ok: true as const, value } : checkTaxId({ type: typed.type, value }, country)
    if (!result.ok)
      refuse({ field: field('value'), fault: `tax_id_${result.fault.kind}`, example: result.fault.example })
    const written = { type: typed.type, value: result.ok ? result.value : value }
    if (read.some((one) => one.type === written.type && one.value === written.value))
      refuse({ field: field('value'), fault: 'tax_id_twice' })
    read.push(written)
  }
  return read.slice(0, mostTaxIds)
}
