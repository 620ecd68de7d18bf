import type Stripe from 'stripe'
import { bankAccountsFor } from '../tables/bank-accounts.ts'
import { testCards } from '../tables/cards.ts'
import { isMethodType, kindOf, type MethodType, methodTypes } from '../tables/methods.ts'
import { money } from './format.ts'
import { type Html, html } from './html.ts'
import { page } from './layout.ts'

export type Typed = Readonly<Record<string, string>>
export type Trouble = { readonly field: string; readonly message: string }

export type CheckoutView = {
  readonly session: Stripe.Checkout.Session
  readonly merchant: string
  readonly lines: readonly Stripe.LineItem[]
  readonly saveOption: 'ask' | 'always' | 'never'
  readonly typed: Typed
  readonly troubles: readonly Trouble[]
  /** Why the last attempt failed. */
  readonly declined: string | null
}

/** The payment form. */
export function checkoutPage(view: CheckoutView, status = 200): Response {
  const { session, merchant } = view
  const verb = session.mode === 'setup' ? 'Save a payment method' : 'Pay'
  return page(
    `${verb} – ${merchant}`,
    'form',
    html`<main class="checkout">
${summary(view)}
<section class="card" aria-labelledby="pay">
<h2 id="pay">${session.mode === 'setup' ? 'Payment method' : 'Pay with'}</h2>
${alert(view)}
<form method="post" action="/c/pay/${session.id}" novalidate>
${emailField(view)}
${methodChoice(view)}
${typesOf(session).map((type) => methodFields(view, type))}
${consent(view)}
<button class="primary">${session.mode === 'setup' ? 'Save' : `Pay ${money(session.amount_total, session.currency)}`}</button>
</form>
</section>
${hints(typesOf(session))}
</main>`,
    status,
  )
}

const typesOf = (session: Stripe.Checkout.Session): MethodType[] => session.payment_method_types.filter(isMethodType)

function summary({ session, merchant, lines }: CheckoutView): Html {
  return html`<header class="summary">
${session.cancel_url && html`<a class="back" href="${session.cancel_url}">Back to ${merchant}</a>`}
<p class="merchant">${merchant}</p>
${
  session.mode === 'payment'
    ? html`<h1 class="amount">${money(session.amount_total, session.currency)}</h1>
<ul class="lines">${lines.map(
        ({ description, quantity, amount_total, currency }) =>
          html`<li><span>${description}${(quantity ?? 1) > 1 && html` × ${quantity}`}</span> <span>${money(amount_total, currency)}</span></li>`,
      )}</ul>`
    : html`<h1>Save a payment method</h1><p>${merchant} will keep it for later payments.</p>`
}
</header>`
}

function alert({ session, declined, troubles }: CheckoutView): Html | null {
  if (declined !== null)
    return html`<div class="alert" role="alert" id="alert"><strong>${session.mode === 'setup' ? 'It was not saved.' : 'The payment did not go through.'}</strong> <span>${declined} Try again, or use another method.</span></div>`
  if (troubles.length === 0) return null
  return html`<div class="alert" role="alert" id="alert"><strong>Please check what you typed:</strong>
<ul>${troubles.map(({ field, message }) => html`<li><a href="#${field}">${message}</a></li>`)}</ul></div>`
}

function emailField(view: CheckoutView): Html {
  const known = view.session.customer ? view.session.customer_details?.email : null
  if (known) return html`<p class="fixed"><span>E-mail</span> <span>${known}</span></p>`
  return input(view, 'email', 'E-mail', { type: 'email', autocomplete: 'email', required: true })
}

function methodChoice({ session, typed }: CheckoutView): Html {
  const types = typesOf(session)
  const [only] = types
  if (types.length === 1) return html`<input type="hidden" name="method" value="${only}">`
  const chosen = typed.method ?? only
  return html`<fieldset class="methods"><legend>How do you want to pay?</legend>
${types.map(
  (type) =>
    html`<label><input type="radio" name="method" value="${type}" id="method-${type}" ${type === chosen && html`checked`}> ${methodTypes[type].name}</label>`,
)}</fieldset>`
}

/** The fields of each kind of method. With several methods the style sheet shows those of the chosen one. */
const fieldsOf: Readonly<Record<MethodType, (view: CheckoutView) => Html>> = {
  card: (view) => html`
${input(view, 'number', 'Card number', { inputmode: 'numeric', autocomplete: 'cc-number', placeholder: '1234 1234 1234 1234' })}
<div class="pair">
${input(view, 'expiry', 'Expiry (MM/YY)', { inputmode: 'numeric', autocomplete: 'cc-exp', placeholder: '12/34' })}
${input(view, 'cvc', 'Security code', { inputmode: 'numeric', autocomplete: 'cc-csc', placeholder: '123' })}
</div>
${input(view, 'name', 'Name on the card', { autocomplete: 'cc-name' })}`,
  sepa_debit: (view) => html`
${input(view, 'iban', 'IBAN', { autocomplete: 'off', placeholder: 'AT61 1904 3002 3457 3201' })}
${input(view, 'sepa_debit_name', 'Name on the account', { autocomplete: 'name' })}
${mandateText(view)}`,
  us_bank_account: (view) => html`
${input(view, 'routing_number', 'Routing number', { inputmode: 'numeric', autocomplete: 'off', placeholder: '110000000' })}
${input(view, 'us_account_number', 'Account number', { inputmode: 'numeric', autocomplete: 'off', placeholder: '000123456789' })}
${input(view, 'us_bank_account_name', 'Name on the account', { autocomplete: 'name' })}
${mandateText(view)}`,
  bacs_debit: (view) => html`
${input(view, 'sort_code', 'Sort code', { inputmode: 'numeric', autocomplete: 'off', placeholder: '10-88-00' })}
${input(view, 'bacs_account_number', 'Account number', { inputmode: 'numeric', autocomplete: 'off', placeholder: '00012345' })}
${input(view, 'bacs_debit_name', 'Name on the account', { autocomplete: 'name' })}
${mandateText(view)}`,
  au_becs_debit: (view) => html`
${input(view, 'bsb_number', 'BSB', { inputmode: 'numeric', autocomplete: 'off', placeholder: '000-000' })}
${input(view, 'becs_account_number', 'Account number', { inputmode: 'numeric', autocomplete: 'off', placeholder: '000123456' })}
${input(view, 'au_becs_debit_name', 'Name on the account', { autocomplete: 'name' })}
${mandateText(view)}`,
  ideal: () => elsewhere,
  bancontact: () => elsewhere,
  eps: () => elsewhere,
  p24: () => elsewhere,
  customer_balance: () => html`<p class="quiet">You get the account number for your transfer on the next page.</p>`,
}

const elsewhere = html`<p class="quiet">You go on at your bank.</p>`

const mandateText = ({ merchant }: CheckoutView) =>
  html`<p class="quiet">By going on you allow ${merchant} to debit this account. The debit takes some bank days.</p>`

const methodFields = (view: CheckoutView, type: MethodType): Html =>
  html`<div class="fields fields-${type}">${fieldsOf[type](view)}</div>`

function consent({ saveOption, merchant, typed }: CheckoutView): Html | null {
  if (saveOption === 'never') return null
  if (saveOption === 'always')
    return html`<p class="quiet">By going on you allow ${merchant} to keep this method and charge it for later payments.</p>`
  return html`<label class="consent"><input type="checkbox" name="save" value="yes" ${typed.save === 'yes' && html`checked`}> Keep this method with ${merchant} for later payments</label>`
}

type InputOptions = {
  type?: string
  autocomplete: string
  inputmode?: string
  placeholder?: string
  required?: boolean
}

function input({ typed, troubles }: CheckoutView, name: string, label: string, options: InputOptions): Html {
  const trouble = troubles.find(({ field }) => field === name)
  const { type = 'text', autocomplete, inputmode, placeholder } = options
  return html`<p class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="${type}" value="${typed[name]}" autocomplete="${autocomplete}"${
    inputmode && html` inputmode="${inputmode}"`
  }${placeholder && html` placeholder="${placeholder}"`}${
    trouble && html` aria-invalid="true" aria-describedby="${name}-trouble"`
  }>
${trouble && html`<span class="trouble" id="${name}-trouble">${trouble.message}</span>`}</p>`
}

function hints(types: readonly MethodType[]): Html {
  return html`<details class="hints"><summary>Test numbers</summary>
${
  types.includes('card') &&
  html`<p class="quiet">Any expiry in the future, any security code.</p>
<div class="scroll"><table><thead><tr><th scope="col">Card</th><th scope="col">What happens</th></tr></thead><tbody>
${testCards.map(({ number, outcome }) => html`<tr><td><code>${spaced(number)}</code></td><td>${outcome}</td></tr>`)}
</tbody></table></div>`
}
${types
  .filter((type) => kindOf(type) === 'debit')
  .map(
    (
      type,
    ) => html`<div class="scroll"><table><thead><tr><th scope="col">${methodTypes[type].name}</th><th scope="col">What happens</th></tr></thead><tbody>
${bankAccountsFor(type).map(({ bank, number, outcome }) => html`<tr><td><code>${bank} ${number}</code></td><td>${outcome}</td></tr>`)}
</tbody></table></div>`,
  )}
</details>`
}

const spaced = (number: string) => number.replaceAll(/(.{4})(?=.)/g, '$1 ')
