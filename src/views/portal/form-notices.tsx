import type { FieldError } from '../../core/customers/field-error.ts'
import { Icon } from '../parts/icon.tsx'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'
import { faultText, idOf } from './field.tsx'

type ProblemsProps = {
  readonly errors: readonly FieldError[]
  /** The label of a field by its name; its order is that of the form. */
  readonly labels: ReadonlyMap<string, string>
  readonly locale: Locale
}

/** All that is wrong with a form, each with a link to its field. It takes the focus, so that a screen reader begins with it. */
export function Problems({ errors, labels, locale }: ProblemsProps) {
  if (errors.length === 0) return null
  const { problem } = wordsFor(locale, 'details')
  const names = [...labels.keys()]
  const inOrder = [...errors].sort((one, other) => names.indexOf(one.field) - names.indexOf(other.field))
  return (
    <div class="notice problems" data-tone="bad" role="alert" tabIndex={-1} autofocus>
      <Icon name="alert" />
      <div>
        <h2 class="notice-what">{problem.title}</h2>
        <p>{problem.what}</p>
        <ul>
          {inOrder.map((error) => (
            <li>
              <a href={`#${idOf(error.field)}`}>{faultText(error, labels.get(error.field) ?? '', locale)}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** Somebody else was faster: what they saved is shown, and what the customer had entered beside it. */
export function Overtaken({ locale }: { readonly locale: Locale }) {
  const { overtaken } = wordsFor(locale, 'details')
  return (
    <div class="notice" data-tone="wait" role="alert" tabIndex={-1} autofocus>
      <Icon name="info" />
      <div>
        <h2 class="notice-what">{overtaken.title}</h2>
        <p>{overtaken.what}</p>
      </div>
    </div>
  )
}

export const Saved = ({ text }: { readonly text: string }) => (
  <div class="notice" data-tone="good" role="status" tabIndex={-1} autofocus>
    <Icon name="check" />
    <p class="notice-what">{text}</p>
  </div>
)

/** The button that Enter presses: the first one of a form, which would else be another than the one that saves. */
export const SaveOnEnter = ({ label }: { readonly label: string }) => (
  <button class="unseen" type="submit" tabIndex={-1} aria-hidden="true">
    {label}
  </button>
)
