import type Stripe from 'stripe'
import { type Context, find, idOf } from '../context.ts'
import type { Form } from '../form-encoding.ts'
import { type CheckoutOutcome, payCheckout } from '../operations/pay-checkout.ts'
import type { Problem } from '../problem.ts'
import { isMethodType, type MethodType } from '../tables/methods.ts'
import { type CheckoutView, checkoutPage, type Trouble, type Typed } from './checkout-view.ts'
import { html } from './html.ts'
import { notice, seeOther } from './layout.ts'

/** Shows a checkout: its form, or its outcome. */
export function showCheckout(context: Context, session: Stripe.Checkout.Session): Response {
  return ended(context, session) ?? checkoutPage(viewOf(context, session, {}, [], lastRefusal(context, session)))
}

/** Handles the payment form. Submitted twice it pays once, as a complete checkout has nothing left to pay. */
export function submitCheckout(context: Context, session: Stripe.Checkout.Session, typed: Typed): Response {
  if (session.status === 'complete') return seeOther(successUrl(session))
  const over = ended(context, session)
  if (over) return over
  const types = session.payment_method_types
  const type =
    isMethodType(typed.method ?? '') && types.includes(typed.method ?? '') ? (typed.method as MethodType) : null
  if (type === null)
    return checkoutPage(
      viewOf(context, session, typed, [{ field: `method-${types[0]}`, message: 'Choose how to pay.' }], null),
      422,
    )
  const known = session.customer === null ? null : session.customer_details?.email
  const email = known ?? (typed.email?.trim() || null)
  const troubles = [...emailTroubles(email), ...missingFields(type, typed)]
  if (troubles.length > 0) return checkoutPage(viewOf(context, session, typed, troubles, null), 422)
  const method = { type, ...methodForm(type, typed), billing_details: billing(email, type, typed) }
  const outcome = payCheckout(context, session, {
    email,
    method,
    savesMethod: typed.save === 'yes' && saveOptionOf(context, session) === 'ask',
  })
  return answer(context, session, typed, outcome)
}

function answer(context: Context, session: Stripe.Checkout.Session, typed: Typed, outcome: CheckoutOutcome): Response {
  if (outcome.kind === 'challenge') return seeOther(outcome.url)
  if (outcome.kind === 'done') return seeOther(successUrl(session))
  const field = fieldFor(outcome.problem)
  const isDecline = outcome.problem.type === 'card_error' && outcome.problem.detail.charge !== undefined
  if (field === null || isDecline)
    return checkoutPage(viewOf(context, session, typed, [], outcome.problem.message), 402)
  return checkoutPage(viewOf(context, session, typed, [{ field, message: outcome.problem.message }], null), 422)
}

/** The merchant's success URL for a completed checkout. */
export const successUrl = (session: Stripe.Checkout.Session): string =>
  (session.success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', session.id)

const endings: Readonly<Record<string, string>> = {
  unpaid: 'Your payment is on its way',
  no_payment_required: 'This is already saved',
}

function ended(context: Context, session: Stripe.Checkout.Session): Response | null {
  if (session.status === 'open') return null
  const { account } = context
  if (session.status === 'complete')
    return notice(
      endings[session.payment_status] ?? 'This is already paid',
      'There is nothing left to do here.',
      html`<p><a class="button" href="${successUrl(session)}">Go on to ${account.name}</a></p>`,
    )
  return notice(
    'This page has expired',
    'Nothing was paid here.',
    session.cancel_url ? html`<p><a class="button" href="${session.cancel_url}">Back to ${account.name}</a></p>` : null,
    410,
  )
}

function viewOf(
  context: Context,
  session: Stripe.Checkout.Session,
  typed: Typed,
  troubles: Trouble[],
  declined: string | null,
): CheckoutView {
  const email = session.customer_details?.email ?? ''
  return {
    session,
    merchant: context.account.name,
    lines: context.data.terms[session.id]?.lines ?? [],
    saveOption: saveOptionOf(context, session),
    typed: { email, ...typed, cvc: '' },
    troubles,
    declined,
  }
}

function saveOptionOf({ data }: Context, session: Stripe.Checkout.Session): CheckoutView['saveOption'] {
  if (session.mode === 'setup' || data.terms[session.id]?.intentData.setupFutureUsage) return 'always'
  return session.saved_payment_method_options?.payment_method_save === 'enabled' ? 'ask' : 'never'
}

/** Why the last attempt failed, for a customer who returns from their bank. */
function lastRefusal(context: Context, session: Stripe.Checkout.Session): string | null {
  const intent = find(context, 'payment_intent', idOf(session.payment_intent) ?? '')
  const setup = find(context, 'setup_intent', idOf(session.setup_intent) ?? '')
  const error = intent?.last_payment_error ?? setup?.last_setup_error
  if (!error) return null
  return error.code?.endsWith('authentication_failure')
    ? 'Your bank could not confirm that it is you.'
    : (error.message ?? null)
}

const emailTroubles = (email: string | null): Trouble[] =>
  email !== null && /^[^@\s]+@[^@\s]+$/.test(email) ? [] : [{ field: 'email', message: 'Enter your e-mail address.' }]

/** The fields of each method: the name in the form, the API parameter, and the message when it is missing. */
const fields: Readonly<
  Partial<Record<MethodType, readonly (readonly [field: string, param: string, missing: string])[]>>
> = {
  card: [
    ['number', 'number', 'Enter the card number.'],
    ['expiry', 'exp_month', 'Enter the expiry as MM/YY.'],
    ['cvc', 'cvc', 'Enter the security code.'],
  ],
  sepa_debit: [
    ['iban', 'iban', 'Enter the IBAN.'],
    ['sepa_debit_name', 'name', 'Enter the name on the account.'],
  ],
  us_bank_account: [
    ['routing_number', 'routing_number', 'Enter the routing number.'],
    ['us_account_number', 'account_number', 'Enter the account number.'],
    ['us_bank_account_name', 'name', 'Enter the name on the account.'],
  ],
  bacs_debit: [
    ['sort_code', 'sort_code', 'Enter the sort code.'],
    ['bacs_account_number', 'account_number', 'Enter the account number.'],
    ['bacs_debit_name', 'name', 'Enter the name on the account.'],
  ],
  au_becs_debit: [
    ['bsb_number', 'bsb_number', 'Enter the BSB.'],
    ['becs_account_number', 'account_number', 'Enter the account number.'],
    ['au_becs_debit_name', 'name', 'Enter the name on the account.'],
  ],
}

function missingFields(type: MethodType, typed: Typed): Trouble[] {
  const empty = (fields[type] ?? []).filter(([field]) => !typed[field]?.trim())
  const troubles = empty.map(([field, , message]) => ({ field, message }))
  const expiry = typed.expiry?.trim()
  if (type === 'card' && expiry && !expiryIn(expiry))
    troubles.push({ field: 'expiry', message: 'Enter the expiry as MM/YY.' })
  return troubles
}

const expiryIn = (typed: string) => /^(\d{1,2})\s*[/. -]?\s*(\d{2}|20\d{2})$/.exec(typed)

function methodForm(type: MethodType, typed: Typed): Form {
  const given = Object.fromEntries(
    (fields[type] ?? [])
      .filter(([, param]) => param !== 'name')
      .map(([field, param]) => [param, typed[field]?.trim() ?? '']),
  )
  if (type !== 'card') return { [type]: given }
  const [, month = '', year = ''] = expiryIn(typed.expiry?.trim() ?? '') ?? []
  return { card: { ...given, exp_month: month, exp_year: year } }
}

function billing(email: string | null, type: MethodType, typed: Typed): Form {
  const name = (type === 'card' ? typed.name : typed[`${type}_name`])?.trim()
  return { email: email ?? '', name: name ?? '' }
}

/** The form field of a refused API parameter. */
function fieldFor({ detail }: Problem): string | null {
  const param = detail.param?.replace(/^.*\[|\]$/g, '')
  if (param === 'exp_year') return 'expiry'
  const all = Object.values(fields).flat()
  return all.find(([field, name]) => field === param || name === param)?.[0] ?? null
}
