import { h } from 'preact'
import { describe, expect, test } from 'vitest'
import {
  billingDetailsForm,
  checkBillingDetails,
  type BillingDetailsForm as Form,
} from '../../src/core/customers/billing-details.ts'
import { checkContacts } from '../../src/core/customers/contacts.ts'
import { blankDetails } from '../../src/core/customers/details.ts'
import { customerUpdates } from '../../src/core/portal/configuration.ts'
import { readBillingDetailsForm, readContactsForm } from '../../src/http/forms/customer-forms.ts'
import { parseForm } from '../../src/http/wire/form.ts'
import { BillingDetailsForm, type BillingDetailsFormProps } from '../../src/views/portal/billing-details-form.tsx'
import { ContactsForm } from '../../src/views/portal/contacts-form.tsx'
import { idOf } from '../../src/views/portal/field.tsx'
import { renderPart } from '../../src/views/render.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { read, tagsOf } from './tags.ts'

const inEnglish = chooseLocale(['en'], null, 'en')

const form: Form = {
  name: 'Lindner “Kran” & Söhne',
  phone: '+49 40 1234567',
  address: { line1: 'Hafenstraße 12', line2: '', city: 'Hamburg', postalCode: '20457', state: '', country: 'DE' },
  language: 'de',
  timeZone: 'Europe/Berlin',
  taxIds: [{ type: 'eu_vat', value: 'DE136695976' }],
}
const page = (props: Partial<BillingDetailsFormProps> = {}) =>
  renderPart(
    h(BillingDetailsForm, {
      action: '/p/details',
      version: 7,
      form,
      seller: 'Kranwerk',
      locale: inEnglish,
      allowed: customerUpdates,
      ...props,
    }),
  )

/** What a browser would send of a form: its fields as they are, and a button if one other than the first is pressed. */
function sentBy(page: string, button?: string) {
  const pairs: [string, string][] = []
  let select: string | null = null
  for (const { name, attributes } of tagsOf(withOptionValues(page))) {
    if (name === 'select') {
      select = attributes.get('name')!
      pairs.push([select, ''])
    }
    if (name === 'option' && attributes.has('selected')) pairs.at(-1)![1] = attributes.get('value') ?? ''
    if (name !== 'input') continue
    if (attributes.get('type') === 'checkbox' && !attributes.has('checked')) continue
    pairs.push([attributes.get('name')!, unescaped(attributes.get('value') ?? '')])
  }
  if (button) pairs.push([button, '1'])
  const wire = parseForm(new URLSearchParams(pairs).toString())
  if (!wire.ok) throw new Error(JSON.stringify(wire.refusal))
  return wire.value
}

/** Each option with its value, which is its text where it has no other. */
const withOptionValues = (page: string) => page.replace(/<option( selected)?>([^<]*)</g, '<option value="$2"$1><')

const unescaped = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&')
const order = (page: string) =>
  tagsOf(page).flatMap(({ name, attributes }) =>
    (name === 'input' || name === 'select') && attributes.get('name')?.startsWith('address')
      ? [attributes.get('name')!]
      : [],
  )

describe('the form of billing details', () => {
  test('sends what it shows, and the version that it was shown with', () => {
    const sent = readBillingDetailsForm(sentBy(page()))
    expect(sent).toEqual({
      version: 7,
      isToSave: true,
      form: { ...form, taxIds: [...form.taxIds, { type: '', value: '' }] },
    })
  })

  test('shows the address as its country writes it, and another country by a button', () => {
    expect(order(page())).toEqual([
      'address[country]',
      'address[line1]',
      'address[line2]',
      'address[postal_code]',
      'address[city]',
    ])
    const button = tagsOf(page()).find(({ attributes }) => attributes.get('name') === 'change_country')!
    expect(button.attributes.get('type')).toBe('submit')
    expect(readBillingDetailsForm(sentBy(page(), 'change_country')).isToSave).toBe(false)
    const american = page({ form: { ...form, address: { ...form.address, country: 'US' } } })
    expect(order(american).slice(3)).toEqual(['address[city]', 'address[state]', 'address[postal_code]'])
    expect(read(american)).toContain('ZIP code')
  })

  test('keeps a part that the new country does not use until it is emptied', () => {
    const hongKong = { ...form, address: { ...form.address, country: 'HK', state: 'Kowloon' } }
    expect(order(page({ form: hongKong })).at(-1)).toBe('address[postal_code]')
    expect(readBillingDetailsForm(sentBy(page({ form: hongKong }))).form.address).toEqual(hongKong.address)
  })

  test('is saved by Enter, as its first button is the one that saves', () => {
    const [first] = tagsOf(page()).filter(({ name }) => name === 'button')
    expect(first!.attributes.has('name')).toBe(false)
    expect(first!.attributes.get('type')).toBe('submit')
  })

  test('has room for one more tax number, up to five', () => {
    const rows = (count: number) =>
      tagsOf(page({ form: { ...form, taxIds: Array(count).fill({ type: 'eu_vat', value: 'X' }) } })).filter(
        ({ name, attributes }) => name === 'select' && attributes.get('name')?.startsWith('tax_ids'),
      ).length
    expect([rows(0), rows(1), rows(4), rows(5)]).toEqual([1, 2, 5, 5])
  })

  test.each(languages)('says all faults in a summary with links and at their fields, in %s', (language) => {
    const bad = {
      ...form,
      name: '',
      phone: 'x',
      address: { ...form.address, postalCode: '1', line1: '' },
      taxIds: [
        { type: '', value: '1' },
        { type: 'eu_vat', value: 'DE1' },
        { type: 'eu_vat', value: 'DE136695970' },
      ],
      timeZone: 'Mars/Olympus',
    }
    const checked = checkBillingDetails(bad, blankDetails('cus_12345678'))
    const errors = checked.ok ? [] : checked.errors
    expect(errors).toHaveLength(8)
    const shown = page({ form: bad, errors, locale: chooseLocale([language], null, 'en') })
    const tags = tagsOf(shown)
    const ids = new Set(tags.map(({ attributes }) => attributes.get('id')))
    const links = tags.flatMap(({ name, attributes }) => (name === 'a' ? [attributes.get('href')!.slice(1)] : []))
    expect(links.sort()).toEqual(errors.map(({ field }) => idOf(field)).sort())
    for (const { field } of errors) {
      const input = tags.find(({ attributes }) => attributes.get('id') === idOf(field))!
      expect(input.attributes.get('aria-invalid')).toBe('true')
      for (const id of input.attributes.get('aria-describedby')!.split(' ')) expect(ids).toContain(id)
    }
    expect(readBillingDetailsForm(sentBy(shown)).form.phone).toBe('x')
  })

  test('shows what somebody else saved, and beside it what was entered', () => {
    const overtaken = { details: ['name', 'address'], entered: { ...form, name: 'Mine' } }
    const shown = page({ form: { ...form, name: 'Theirs' }, overtaken })
    expect(read(shown)).toContain('You had entered: Mine')
    expect(read(shown)).toContain('You had entered: Hafenstraße 12, Hamburg, 20457, DE')
    expect(readBillingDetailsForm(sentBy(shown)).form.name).toBe('Theirs')
  })

  test('keeps a language and a zone that are not in its lists', () => {
    const shown = readBillingDetailsForm(
      sentBy(page({ form: { ...form, language: 'pt', timeZone: 'US/Pacific-New' } })),
    )
    expect(shown.form).toMatchObject({ language: 'pt', timeZone: 'US/Pacific-New' })
  })

  test('reads a form that nobody gave as empty, and never more rows than there may be', () => {
    const empty = billingDetailsForm(blankDetails('cus_12345678'))
    const odd = parseForm('name[x]=1&address=2&tax_ids[9][type]=eu_vat&tax_ids[x][type]=eu_vat&version=-1&phone[]=3')
    expect(odd.ok && readBillingDetailsForm(odd.value)).toEqual({ version: 0, isToSave: true, form: empty })
  })
})

describe('the form of contacts', () => {
  const contacts = [
    { name: 'Ida Falk', email: 'ida@falk.example', roles: ['invoices', 'reminders'] },
    { name: '', email: 'wrong', roles: [] },
  ]
  const shown = (locale = inEnglish, errors = {}) =>
    renderPart(h(ContactsForm, { action: '/p/contacts', version: 3, contacts, locale, ...errors }))

  test('sends what it shows, and room for one more', () => {
    expect(readContactsForm(sentBy(shown()))).toEqual({
      version: 3,
      form: [...contacts, { name: '', email: '', roles: [] }],
    })
  })

  test.each(languages)('links each fault to its field, in %s', (language) => {
    const checked = checkContacts(contacts, { contacts: [], readAddress: () => null, newId: () => 'con_1' })
    const errors = checked.ok ? [] : checked.errors
    expect(errors).toHaveLength(3)
    const tags = tagsOf(shown(chooseLocale([language], null, 'en'), { errors }))
    const ids = tags.map(({ attributes }) => attributes.get('id'))
    for (const { name, attributes } of tags) if (name === 'a') expect(ids).toContain(attributes.get('href')!.slice(1))
  })
})
