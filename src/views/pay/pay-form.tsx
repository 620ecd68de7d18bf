import type { SavedMethod } from '../../core/customers/customer.ts'
import type { Offers } from '../../core/payments/offers.ts'
import { paths } from '../../paths.ts'
import type { PageI18n } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { methodName, typeName } from '../parts/method-name.ts'

type PayFormProps = {
  readonly token: string
  readonly amountMinor: number
  readonly offers: Offers
  readonly seller: string
  /** A try has just failed, so the button asks for something other than the same again. */
  readonly isSecondTry: boolean
  readonly i18n: PageI18n
}

/** A response that is not about the payment is a page of its own, which replaces this one. */
const wholePageErrors = Object.fromEntries(
  ['403', '404', '5xx'].map((status) => [`hx-status:${status}`, 'target:body swap:innerHTML select:main']),
)

/** Paying is one form that works without a script: a way to pay, the amount that was shown, and consent to keep the way. */
export function PayForm({ token, amountMinor, offers, seller, isSecondTry, i18n }: PayFormProps) {
  const { words, money } = i18n
  const action = paths.payments(token)
  return (
    <form
      class="pay-form"
      method="post"
      action={action}
      hx-post={action}
      hx-target="#pay"
      hx-swap="outerHTML"
      hx-disable="find button"
      {...wholePageErrors}
    >
      <input type="hidden" name="amount" value={amountMinor} />
      <Ways offers={offers} i18n={i18n} />
      {offers.checkout.length > 0 && <Keeping keeping={offers.keeping} seller={seller} i18n={i18n} />}
      <button class="button" type="submit">
        <span class="button-label">
          <Icon name="lock" />
          {isSecondTry ? words.pay.tryAnother : words.pay.button({ amount: money(amountMinor) })}
        </span>
        <span class="button-wait">{words.pay.underWay}</span>
      </button>
      {offers.checkout.length > 0 && <p class="hint pay-hint-checkout">{words.pay.atProvider}</p>}
      {offers.saved.length > 0 && <p class="hint pay-hint-saved">{words.pay.confirmMaybe}</p>}
    </form>
  )
}

/** A choice only where there is one: with nothing saved, everything leads to the provider's page. */
function Ways({ offers: { saved, checkout }, i18n }: Pick<PayFormProps, 'offers' | 'i18n'>) {
  const { words } = i18n
  const types = checkout.map((type) => typeName(type, words))
  if (saved.length === 0) {
    return (
      <>
        <input type="hidden" name="method" value="checkout" />
        <Types names={types} />
      </>
    )
  }
  return (
    <fieldset class="ways">
      <legend>{words.pay.howToPay}</legend>
      {saved.map((method, i) => (
        <Way value={method.id} isChosen={i === 0} label={methodName(method, i18n)} hint={expiry(method, i18n)} />
      ))}
      {types.length > 0 && (
        <Way value="checkout" isChosen={false} label={words.pay.anotherWay} hint={<Types names={types} />} />
      )}
    </fieldset>
  )
}

type WayProps = {
  readonly value: string
  readonly isChosen: boolean
  readonly label: string
  readonly hint: preact.ComponentChildren
}

function Way({ value, isChosen, label, hint }: WayProps) {
  return (
    <label class="way">
      <input type="radio" name="method" value={value} checked={isChosen} required />
      <span>
        <span class="way-label">{label}</span>
        {hint && <span class="hint">{hint}</span>}
      </span>
    </label>
  )
}

function Types({ names }: { readonly names: readonly string[] }) {
  return (
    <span class="types">
      {names.map((name) => (
        <bdi class="type">{name}</bdi>
      ))}
    </span>
  )
}

/** The expiry as a month and a year: what is printed on the card, without the guess which number is which. */
function expiry({ expMonth, expYear }: SavedMethod, { words, locale }: PageI18n): string | null {
  if (expMonth === null || expYear === null) return null
  const month = new Intl.DateTimeFormat(locale.format, { month: 'short', year: 'numeric', timeZone: 'UTC' })
  return words.pay.expires({ date: month.format(Date.UTC(expYear, expMonth - 1)) })
}

function Keeping({
  keeping,
  seller,
  i18n: { words },
}: Pick<PayFormProps, 'seller' | 'i18n'> & Pick<Offers, 'keeping'>) {
  if (keeping === 'never') return null
  if (keeping === 'always') return <p class="keep hint">{words.pay.keepNotice({ seller })}</p>
  return (
    <label class="keep">
      <input type="checkbox" name="keep" value="yes" />
      <span>
        {words.pay.keepQuestion({ seller })}
        <span class="hint">{words.pay.keepHint({ seller })}</span>
      </span>
    </label>
  )
}
