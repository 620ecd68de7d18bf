import type { SavedMethod } from '../../core/customers/customer.ts'
import type { MethodType } from '../../core/payments/methods.ts'
import type { Offers } from '../../core/payments/offers.ts'
import { paths } from '../../paths.ts'
import type { PageI18n } from '../i18n.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { methodMark, methodName, typeName } from '../parts/method-name.ts'
import { CheckoutBy } from './checkout-by.tsx'

type PayChoiceProps = {
  /** All that is to pay, in minor units. */
  readonly amountMinor: number
  /** The part of it that is paid; null where all is. */
  readonly partMinor?: number | null
  readonly offers: Offers
  readonly seller: string
  readonly provider: string | null
  /** What the button says. */
  readonly label: string
  /** The method kept earlier that was declined last, which is not chosen again for the payer. */
  readonly declinedId: string | null
  readonly i18n: PageI18n
}

type PayFormProps = Omit<PayChoiceProps, 'label'> & {
  readonly place: string
  /** A try to pay the same amount has just failed, so the button asks for something other than the same again. */
  readonly isSecondTry: boolean
}

/** A response that is not about the payment is a page of its own, which replaces this one. */
const wholePageErrors = Object.fromEntries(
  ['403', '404', '5xx'].map((status) => [`hx-status:${status}`, 'target:body swap:innerHTML select:main']),
)

/** Paying is one form that works without a script. */
export function PayForm({ place, isSecondTry, ...choice }: PayFormProps) {
  const { words, money } = choice.i18n
  const action = paths.payments(place)
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
      <PayChoice
        label={
          isSecondTry
            ? words.pay.tryAnother
            : words.pay.button({ amount: money(choice.partMinor ?? choice.amountMinor) })
        }
        {...choice}
      />
    </form>
  )
}

/** What a form to pay consists of: a way to pay, the amount that was shown, and consent to keep the way. */
export function PayChoice({
  amountMinor,
  partMinor = null,
  offers,
  seller,
  provider,
  label,
  declinedId,
  i18n,
}: PayChoiceProps) {
  const { words } = i18n
  const { saved, checkout, keeping } = offers
  return (
    <>
      <input type="hidden" name="amount" value={amountMinor} />
      {partMinor !== null && <input type="hidden" name="part" value={partMinor} />}
      <Ways offers={offers} declinedId={declinedId} i18n={i18n} />
      {checkout.length > 0 && keeping === 'ask' && <Keeping seller={seller} i18n={i18n} />}
      <button class="button" type="submit">
        <span class="button-label">{label}</span>
        <span class="button-wait">{words.pay.underWay}</span>
      </button>
      {saved.length > 0 && <p class="hint pay-hint-saved">{words.pay.confirmMaybe}</p>}
      <CheckoutBy provider={provider} i18n={i18n} />
      {saved.length === 0 && <Types types={checkout} i18n={i18n} />}
      {checkout.length > 0 && keeping === 'always' && (
        <p class="keep-notice hint">{words.pay.keepNotice({ seller })}</p>
      )}
    </>
  )
}

/** A choice only where there is one: with nothing saved, everything leads to the provider's page. */
function Ways({
  offers: { saved, checkout },
  declinedId,
  i18n,
}: Pick<PayChoiceProps, 'offers' | 'declinedId' | 'i18n'>) {
  const { words } = i18n
  if (saved.length === 0) return <input type="hidden" name="method" value="checkout" />
  const chosen = saved.find(({ id }) => id !== declinedId)
  return (
    <fieldset class="ways">
      <legend>{words.pay.howToPay}</legend>
      {saved.map((method) => (
        <Way
          value={method.id}
          isChosen={method === chosen}
          mark={methodMark(method.type)}
          label={methodName(method, i18n)}
          hint={expiry(method, i18n)}
        />
      ))}
      {checkout.length > 0 && (
        <Way
          value="checkout"
          isChosen={chosen === undefined}
          label={words.pay.anotherWay}
          hint={<Types types={checkout} i18n={i18n} />}
        />
      )}
    </fieldset>
  )
}

type WayProps = {
  readonly value: string
  readonly isChosen: boolean
  readonly mark?: IconName
  readonly label: string
  readonly hint: preact.ComponentChildren
}

function Way({ value, isChosen, mark, label, hint }: WayProps) {
  return (
    <label class="way">
      <input type="radio" name="method" value={value} checked={isChosen} required />
      <span>
        <span class="way-label">{label}</span>
        {hint && <span class="hint">{hint}</span>}
      </span>
      {mark && <Icon name={mark} />}
    </label>
  )
}

/** What the provider takes: a mark and a name each, with no frame, as there is nothing to press. */
function Types({ types, i18n: { words } }: { readonly types: readonly MethodType[]; readonly i18n: PageI18n }) {
  return (
    <span class="types">
      {types.map((type) => (
        <span class="type">
          <Icon name={methodMark(type)} />
          <bdi>{typeName(type, words)}</bdi>
        </span>
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

/** Consent to keep the way to pay: one line, and what it means once the box is ticked. */
function Keeping({ seller, i18n: { words } }: Pick<PayChoiceProps, 'seller' | 'i18n'>) {
  return (
    <div class="keep">
      <input type="checkbox" id="keep" name="keep" value="yes" aria-describedby="keep-meaning" />
      <label for="keep">{words.pay.keepQuestion}</label>
      <p id="keep-meaning" class="hint">
        {words.pay.keepHint({ seller })}
      </p>
    </div>
  )
}
