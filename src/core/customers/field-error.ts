/** What is wrong with a field of a form; each has its sentence in every language. */
export type FieldFault =
  | 'missing'
  | 'too_long'
  | 'choice'
  | 'postal_code'
  | 'phone'
  | 'tax_id_type'
  | 'tax_id_form'
  | 'tax_id_check_digits'
  | 'tax_id_twice'
  | 'email'
  | 'email_twice'
  | 'roles'

/** A fault with the name of its field, so that a form shows all of them at once, each at its field. */
export type FieldError = {
  readonly field: string
  readonly fault: FieldFault
  /** Of what would be accepted. */
  readonly example?: string
  /** The longest text that is accepted, in characters. */
  readonly most?: number
}

export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly FieldError[] }

export const checked = <T>(value: T, errors: readonly FieldError[]): Checked<T> =>
  errors.length === 0 ? { ok: true, value } : { ok: false, errors }
