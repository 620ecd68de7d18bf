import type { ComponentChildren, JSX } from 'preact'
import type { FieldError } from '../../core/customers/field-error.ts'
import { Icon } from '../parts/icon.tsx'
import { isolate } from '../words/isolate.ts'
import type { Locale } from '../words/locale.ts'
import { count } from '../words/plural.ts'
import { wordsFor } from '../words/words-for.ts'
import type { Choice, ChoiceGroup } from './choices.ts'

/** The id of a form's field, which a summary of errors links to. */
export const idOf = (name: string): string => name.replaceAll(']', '').replace(/[[_]/g, '-')

/** What a form's fields share. */
export type FormContext = {
  readonly locale: Locale
  readonly errors: readonly FieldError[]
}

/** The sentence about what is wrong with a field. */
export function faultText({ fault, example = '', most = 0 }: FieldError, label: string, locale: Locale): string {
  const text = wordsFor(locale, 'details').faults[fault]
  if (typeof text === 'string') return text
  return text({ label, example: isolate(example, locale.direction), most: count(most, locale.format).text })
}

type FieldProps = {
  readonly form: FormContext
  readonly name: string
  readonly label: string
  readonly hint?: string | undefined
  /** What the customer had entered before they saw that somebody else had changed it; null where that is not so. */
  readonly yours?: string | null
  readonly children: (described: Described) => ComponentChildren
}

/** What connects an input to its label, hint and error. */
type Described = {
  readonly id: string
  readonly name: string
  readonly 'aria-describedby'?: string
  readonly 'aria-invalid'?: 'true'
}

/** One question of a form: label, hint, what is wrong, and the input. */
export function Field({ form, name, label, hint, yours = null, children }: FieldProps) {
  const id = idOf(name)
  const { overtaken } = wordsFor(form.locale, 'details')
  const error = form.errors.find(({ field }) => field === name)
  const notes = [hint && 'hint', error && 'error', yours !== null && 'yours'].filter(Boolean)
  const describedBy = notes.map((note) => `${id}-${note}`).join(' ')
  return (
    <div class="field" data-wrong={error ? '' : undefined}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && <FieldFault id={`${id}-error`} text={faultText(error, label, form.locale)} locale={form.locale} />}
      {yours !== null && (
        <p class="field-yours" id={`${id}-yours`}>
          {overtaken.yours({ text: isolate(yours || overtaken.nothing, form.locale.direction) })}
        </p>
      )}
      {children({
        id,
        name,
        ...(describedBy !== '' && { 'aria-describedby': describedBy }),
        ...(error && { 'aria-invalid': 'true' }),
      })}
    </div>
  )
}

export function FieldFault({
  id,
  text,
  locale,
}: {
  readonly id: string
  readonly text: string
  readonly locale: Locale
}) {
  return (
    <p class="field-fault" id={id}>
      <Icon name="alert" />
      <span>
        <span class="unseen">{wordsFor(locale, 'details').problem.prefix}</span> {text}
      </span>
    </p>
  )
}

type InputProps = Omit<FieldProps, 'children'> & {
  readonly value: string
  readonly input?: JSX.IntrinsicElements['input']
}

/** A line of text. */
export const TextField = ({ value, input, ...field }: InputProps) => (
  <Field {...field}>{(described) => <input type="text" dir="auto" value={value} {...input} {...described} />}</Field>
)

type SelectProps = Omit<FieldProps, 'children'> & {
  readonly value: string
  /** What is chosen while nothing is. */
  readonly none: string
  readonly choices: readonly (Choice | ChoiceGroup)[]
  readonly autocomplete?: string
}

/** A choice of one from a list. */
export const SelectField = ({ value, none, choices, autocomplete, ...field }: SelectProps) => (
  <Field {...field}>
    {(described) => (
      <select {...described} {...(autocomplete && { autocomplete })}>
        <option value="">{none}</option>
        {choices.map((choice) =>
          'choices' in choice ? (
            <optgroup label={choice.label}>
              {choice.choices.map((one) => (
                <Option {...one} chosen={value} />
              ))}
            </optgroup>
          ) : (
            <Option {...choice} chosen={value} />
          ),
        )}
      </select>
    )}
  </Field>
)

/** An option's value is its text where it has no other. */
const Option = ({ value, text, chosen }: Choice & { readonly chosen: string }) => (
  <option value={value === text ? undefined : value} selected={value === chosen}>
    {text}
  </option>
)
