import { type ContactForm, type ContactRole, contactRoles, mostContacts } from '../../core/customers/contacts.ts'
import type { FieldError } from '../../core/customers/field-error.ts'
import type { Locale } from '../words/locale.ts'
import { count } from '../words/plural.ts'
import { wordsFor } from '../words/words-for.ts'
import { FieldFault, type FormContext, faultText, idOf, TextField } from './field.tsx'
import { Overtaken, Problems, Saved, SaveOnEnter } from './form-notices.tsx'
import { changeInPlace } from './in-place.ts'

export type ContactsFormProps = {
  /** Where the form is posted to. */
  readonly action: string
  /** Of the customer, when these contacts were read. */
  readonly version: number
  readonly contacts: readonly ContactForm[]
  readonly locale: Locale
  readonly errors?: readonly FieldError[]
  readonly isSaved?: boolean
  /** Whether somebody else was faster; the form shows what is saved. */
  readonly isOvertaken?: boolean
}

/** The contacts there are, and room for one more. */
const rowsOf = (contacts: readonly ContactForm[]): readonly ContactForm[] =>
  contacts.length < mostContacts ? [...contacts, { name: '', email: '', roles: [] }] : contacts

/** Who else gets a customer's mails. */
export function ContactsForm(props: ContactsFormProps) {
  const { action, version, contacts, locale, errors = [], isSaved = false, isOvertaken = false } = props
  const { contacts: words } = wordsFor(locale, 'details')
  const context = { locale, errors }
  return (
    <form class="form" method="post" action={action} noValidate {...changeInPlace}>
      <SaveOnEnter label={words.save} />
      <input type="hidden" name="version" value={version} />
      {isSaved && <Saved text={words.saved} />}
      {isOvertaken && <Overtaken locale={locale} />}
      <Problems errors={errors} labels={labelsOf(contacts, locale)} locale={locale} />
      <p>{words.intro}</p>
      <p class="hint">{words.remove}</p>
      {rowsOf(contacts).map((contact, index) => (
        <ContactFields context={context} contact={contact} index={index} isNew={index === contacts.length} />
      ))}
      <button class="button" type="submit">
        {words.save}
      </button>
    </form>
  )
}

type ContactProps = {
  readonly context: FormContext
  readonly contact: ContactForm
  readonly index: number
  readonly isNew: boolean
}

function ContactFields({ context, contact, index, isNew }: ContactProps) {
  const { contacts: words } = wordsFor(context.locale, 'details')
  const { text: nth } = count(index + 1, context.locale.format)
  return (
    <fieldset>
      <legend>{isNew ? words.another : words.nth({ nth })}</legend>
      <div class="field-pair">
        <TextField
          form={context}
          name={`contacts[${index}][name]`}
          label={wordsFor(context.locale, 'details').optional({ label: words.name })}
          value={contact.name}
          input={{ autocomplete: 'off' }}
        />
        <TextField
          form={context}
          name={`contacts[${index}][email]`}
          label={words.email}
          value={contact.email}
          input={{ type: 'email', dir: 'ltr', autocomplete: 'off', spellcheck: false }}
        />
      </div>
      <Roles context={context} name={`contacts[${index}][roles]`} chosen={contact.roles} />
    </fieldset>
  )
}

type RolesProps = { readonly context: FormContext; readonly name: string; readonly chosen: readonly string[] }

function Roles({ context: { locale, errors }, name, chosen }: RolesProps) {
  const { roles } = wordsFor(locale, 'details').contacts
  const error = errors.find(({ field }) => field === name)
  const texts: Readonly<Record<ContactRole, string>> = {
    invoices: roles.invoices,
    receipts: roles.receipts,
    reminders: roles.reminders,
    everything: roles.everything,
  }
  return (
    <fieldset class="field" id={idOf(name)} tabIndex={-1} data-wrong={error ? '' : undefined}>
      <legend>{roles.legend}</legend>
      {error && <FieldFault id={`${idOf(name)}-error`} text={faultText(error, roles.legend, locale)} locale={locale} />}
      <div class="checks">
        {contactRoles.map((role) => (
          <label class="check">
            <input type="checkbox" name={`${name}[]`} value={role} checked={chosen.includes(role)} />
            {texts[role]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** The label of each field by its name, in the form's order. */
function labelsOf(contacts: readonly ContactForm[], locale: Locale): ReadonlyMap<string, string> {
  const { contacts: words } = wordsFor(locale, 'details')
  return new Map(
    rowsOf(contacts).flatMap(
      (_, index) =>
        [
          [`contacts[${index}][name]`, words.name],
          [`contacts[${index}][email]`, words.email],
          [`contacts[${index}][roles]`, words.roles.legend],
        ] as const,
    ),
  )
}
