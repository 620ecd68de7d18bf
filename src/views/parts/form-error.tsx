import { Icon } from './icon.tsx'

type FormErrorProps = { readonly field: string; readonly text: string }

/** What is wrong with a form's one field, first in the form; it takes the focus and leads to the field. */
export const FormError = ({ field, text }: FormErrorProps) => (
  <div class="notice" data-tone="bad" role="alert" tabIndex={-1} autofocus>
    <Icon name="alert" />
    <a id={`${field}-error`} href={`#${field}`}>
      {text}
    </a>
  </div>
)
