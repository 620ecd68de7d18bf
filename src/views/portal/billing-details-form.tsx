import { type AddressField, addressFormat } from '../../core/addresses/address-format.ts'
import {
  addressFieldName,
  type BillingDetails,
  type BillingDetailsForm as Form,
  mostTaxIds,
} from '../../core/customers/billing-details.ts'
import type { FieldError } from '../../core/customers/field-error.ts'
import { isolate } from '../words/isolate.ts'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'
import { countryChoices, languageChoices, taxIdChoices, timeZoneChoices } from './choices.ts'
import { type FormContext, SelectField, TextField } from './field.tsx'
import { Overtaken, Problems, Saved, SaveOnEnter } from './form-notices.tsx'
import { changeInPlace } from './in-place.ts'

export type BillingDetailsFormProps = {
  /** Where the form is posted to. */
  readonly action: string
  /** Of the customer, when these details were read. */
  readonly version: number
  readonly form: Form
  readonly seller: string
  readonly locale: Locale
  /** What the merchant lets customers change; Stripe's names. */
  readonly allowed: readonly string[]
  readonly errors?: readonly FieldError[]
  readonly isSaved?: boolean
  /** What the customer had entered where somebody else was faster; the form shows what is saved. */
  readonly overtaken?: { readonly details: readonly string[]; readonly entered: Form } | null
}

/** The name of the button that shows the address of another country, without saving. */
export const changeCountry = { name: 'change_country', value: '1' } as const

/** A customer's own billing details. It works without a script: another country is shown by a button. */
export function BillingDetailsForm(props: BillingDetailsFormProps) {
  const { action, version, form, seller, locale, allowed, errors = [], isSaved = false, overtaken = null } = props
  const words = wordsFor(locale, 'details')
  const context = { locale, errors }
  /** What the customer had entered for one of these details. */
  const yours = (detail: keyof BillingDetails, entered: (form: Form) => string): string | null =>
    overtaken?.details.includes(detail) ? entered(overtaken.entered) : null
  const optional = (label: string) => words.optional({ label })
  return (
    <form class="form" method="post" action={action} noValidate {...changeInPlace}>
      <SaveOnEnter label={words.save} />
      <input type="hidden" name="version" value={version} />
      {isSaved && <Saved text={words.saved} />}
      {overtaken && <Overtaken locale={locale} />}
      <Problems errors={errors} labels={labelsOf(form, locale)} locale={locale} />
      <p>{words.intro}</p>
      {allowed.includes('name') && (
        <TextField
          form={context}
          name="name"
          label={words.name.label}
          hint={words.name.hint}
          value={form.name}
          yours={yours('name', ({ name }) => name)}
          input={{ autocomplete: 'billing organization' }}
        />
      )}
      {allowed.includes('address') && (
        <AddressFields
          context={context}
          address={form.address}
          yours={yours('address', ({ address }) => Object.values(address).filter(Boolean).join(', '))}
        />
      )}
      {allowed.includes('tax_id') && (
        <TaxIdFields
          context={context}
          form={form}
          yours={yours('taxIds', ({ taxIds }) =>
            taxIds
              .map(({ value }) => value)
              .filter(Boolean)
              .join(', '),
          )}
        />
      )}
      {allowed.includes('phone') && (
        <TextField
          form={context}
          name="phone"
          label={optional(words.phone)}
          value={form.phone}
          yours={yours('phone', ({ phone }) => phone)}
          input={{ type: 'tel', dir: 'ltr', autocomplete: 'billing tel' }}
        />
      )}
      <SelectField
        form={context}
        name="language"
        label={words.language.label}
        value={form.language}
        yours={yours('locales', ({ language }) => language)}
        none={words.language.automatic}
        choices={languageChoices(form.language)}
      />
      <SelectField
        form={context}
        name="time_zone"
        label={words.timeZone.label}
        hint={words.timeZone.hint}
        value={form.timeZone}
        yours={yours('timeZone', ({ timeZone }) => timeZone)}
        none={words.timeZone.automatic({ seller: isolate(seller, locale.direction) })}
        choices={timeZoneChoices(form.timeZone)}
      />
      <button class="button" type="submit">
        {words.save}
      </button>
    </form>
  )
}

/** An address's fields in their country's order; one that the country does not use is shown while something is in it. */
function shownFields(address: Form['address'], { language }: Locale): readonly AddressField[] {
  const { fields } = addressFormat(address.country || null, language)
  const others = (['city', 'state', 'postalCode'] as const).filter((field) => !fields.includes(field) && address[field])
  return [...fields, ...others]
}

function addressLabel(field: AddressField, country: string, locale: Locale): string {
  const { address } = wordsFor(locale, 'details')
  const { names } = addressFormat(country || null, locale.language)
  switch (field) {
    case 'city':
      return address.city[names.city]
    case 'state':
      return address.state[names.state]
    case 'postalCode':
      return address.postalCode[names.postalCode]
    case 'line1':
      return address.line1
    case 'line2':
      return address.line2
  }
}

/** What browsers fill in. */
const autocomplete: Readonly<Record<AddressField, string>> = {
  line1: 'address-line1',
  line2: 'address-line2',
  city: 'address-level2',
  state: 'address-level1',
  postalCode: 'postal-code',
}

type AddressProps = {
  readonly context: FormContext
  readonly address: Form['address']
  readonly yours: string | null
}

function AddressFields({ context, address, yours }: AddressProps) {
  const { locale } = context
  const words = wordsFor(locale, 'details')
  const { required } = addressFormat(address.country || null, locale.language)
  return (
    <fieldset>
      <legend>{words.address.legend}</legend>
      <div class="field-with-button">
        <SelectField
          form={context}
          name={addressFieldName('country')}
          label={words.address.country}
          value={address.country}
          yours={yours}
          none={words.address.chooseCountry}
          choices={countryChoices(locale)}
          autocomplete="billing country"
        />
        <button id="change-country" class="button" data-quiet type="submit" {...changeCountry}>
          {words.address.changeCountry}
        </button>
      </div>
      {shownFields(address, locale).map((field) => {
        const label = addressLabel(field, address.country, locale)
        return (
          <TextField
            form={context}
            name={addressFieldName(field)}
            label={required.has(field) ? label : words.optional({ label })}
            value={address[field]}
            input={{
              autocomplete: `billing ${autocomplete[field]}`,
              ...(field === 'postalCode' && { class: 'short', spellcheck: false }),
            }}
          />
        )
      })}
    </fieldset>
  )
}

type TaxIdProps = { readonly context: FormContext; readonly form: Form; readonly yours: string | null }

/** The numbers there are, and room for one more. */
const taxIdRows = ({ taxIds }: Form): Form['taxIds'] =>
  taxIds.length < mostTaxIds ? [...taxIds, { type: '', value: '' }] : taxIds

function TaxIdFields({ context, form, yours }: TaxIdProps) {
  const { taxIds: words } = wordsFor(context.locale, 'details')
  const { usual, others } = taxIdChoices(form.address.country, context.locale)
  const choices = usual ? [usual, { label: words.others, choices: others }] : others
  return (
    <fieldset>
      <legend>{words.legend}</legend>
      <p class="hint">{words.hint}</p>
      {taxIdRows(form).map(({ type, value }, index) => (
        <div class="field-pair">
          <SelectField
            form={context}
            name={`tax_ids[${index}][type]`}
            label={words.type}
            value={type}
            none={words.chooseType}
            choices={choices}
            yours={index === 0 ? yours : null}
          />
          <TextField
            form={context}
            name={`tax_ids[${index}][value]`}
            label={words.value}
            value={value}
            input={{ dir: 'ltr', spellcheck: false, autocomplete: 'off', autocapitalize: 'characters' }}
          />
        </div>
      ))}
    </fieldset>
  )
}

/** The label of each field by its name, in the form's order. */
function labelsOf(form: Form, locale: Locale): ReadonlyMap<string, string> {
  const words = wordsFor(locale, 'details')
  return new Map([
    ['name', words.name.label],
    [addressFieldName('country'), words.address.country],
    ...shownFields(form.address, locale).map(
      (field) => [addressFieldName(field), addressLabel(field, form.address.country, locale)] as const,
    ),
    ...taxIdRows(form).flatMap(
      (_, index) =>
        [
          [`tax_ids[${index}][type]`, words.taxIds.type],
          [`tax_ids[${index}][value]`, words.taxIds.value],
        ] as const,
    ),
    ['phone', words.phone],
    ['language', words.language.label],
    ['time_zone', words.timeZone.label],
  ])
}
