import type { ComponentChildren } from 'preact'
import type { Customer } from '../../core/customers/customer.ts'
import { addressLines } from '../document/address-lines.ts'
import type { PortalI18n } from '../i18n.ts'
import { FormError } from '../parts/form-error.tsx'

type FormProps = {
  readonly i18n: PortalI18n
  /** Where it is sent to. */
  readonly action: string
  readonly isWrong: boolean
  /** Hidden fields. */
  readonly children?: ComponentChildren
}

/** Asks for the address to which a code is mailed. */
export function AddressForm({ i18n, action, isWrong, address, children }: FormProps & { readonly address: string }) {
  const { login } = i18n.words
  return (
    <form class="short-form" method="post" action={action} novalidate>
      {children}
      {isWrong && <FormError field="email" text={login.addressInvalid} />}
      <label for="email">{login.address}</label>
      <input
        id="email"
        name="email"
        type="email"
        dir="ltr"
        autocomplete="email"
        maxlength={254}
        value={address}
        aria-invalid={isWrong ? 'true' : undefined}
        aria-describedby={isWrong ? 'email-error' : undefined}
        autofocus={!isWrong}
      />
      <button class="button" type="submit">
        {login.button}
      </button>
    </form>
  )
}

type CodeFormProps = FormProps & {
  /** From the link in the mail. */
  readonly code: string
  /** Where a new code is asked for. */
  readonly login: string
}

/** Asks for the mailed code, and says the same whether or not a mail was sent. */
export function CodeForm({ i18n, action, isWrong, code, login, children }: CodeFormProps) {
  const { code: words } = i18n.words
  return (
    <>
      <p>{words.text}</p>
      <form class="short-form" method="post" action={action} novalidate>
        {children}
        {isWrong && <FormError field="code" text={words.wrong} />}
        <label for="code">{words.label}</label>
        <input
          id="code"
          class="code"
          name="code"
          dir="ltr"
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength={20}
          value={code}
          aria-invalid={isWrong ? 'true' : undefined}
          aria-describedby={isWrong ? 'code-error' : undefined}
          autofocus={!isWrong}
        />
        <button class="button" type="submit">
          {words.button}
        </button>
      </form>
      <p class="hint">
        {words.nothing} <a href={login}>{words.again}</a>
      </p>
    </>
  )
}

/** A customer to choose, by name and address. */
export const CustomerButton = ({
  customer: { id, name, address },
  i18n,
}: {
  readonly customer: Customer
  readonly i18n: PortalI18n
}) => (
  <button class="choice" type="submit" name="customer" value={id}>
    <strong>
      <bdi>{name ?? i18n.words.choice.noName}</bdi>
    </strong>
    {address && (
      <span class="hint">
        <bdi>{addressLines(address, i18n.locale.tag).join(', ')}</bdi>
      </span>
    )}
  </button>
)
