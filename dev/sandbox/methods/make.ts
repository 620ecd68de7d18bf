import type Stripe from 'stripe'
import type { BankSecret } from '../account-data.ts'
import { type Context, find, makeId, save } from '../context.ts'
import type { Form } from '../form-encoding.ts'
import { withMetadata } from '../metadata.ts'
import { oneOf, read, requireParams } from '../params.ts'
import { malformed, noSuch } from '../problem.ts'
import {
  type AccountNumbers,
  bankAccountForMethodId,
  bankAccountWith,
  type DebitType,
  isIban,
} from '../tables/bank-accounts.ts'
import { cardForMethodId } from '../tables/cards.ts'
import { type MethodType, methodTypes } from '../tables/methods.ts'
import { bankDetails } from './bank.ts'
import { billingFrom } from './billing.ts'
import { cardDetails, cardFor, cardForToken, checkCvc, checkExpiry, expiryFor } from './card.ts'

/** The parameters that describe a payment method, alone or as `payment_method_data`. */
export const methodSpec = {
  type: 'text',
  billing_details: 'hash',
  metadata: 'clearableHash',
  allow_redisplay: 'text',
  card: 'hash',
  sepa_debit: 'hash',
  us_bank_account: 'hash',
  bacs_debit: 'hash',
  au_becs_debit: 'hash',
  customer_balance: 'hash',
  ideal: 'hash',
  bancontact: 'hash',
  eps: 'hash',
  p24: 'hash',
} as const

type Details = Partial<Stripe.PaymentMethod>
type Made = { details: Details; secret: Pick<BankSecret, 'number' | 'bank'> | null }

/** Creates a payment method from parameters. Throws a Problem where they are refused. */
export function makeMethod(context: Context, form: Form): Stripe.PaymentMethod {
  const given = read(form, methodSpec)
  requireParams(given, 'type')
  const type = oneOf(given.type, Object.keys(methodTypes) as MethodType[], 'type')
  const { details, secret } = makers[type](context, given[type] ?? {}, type)
  const method = keepMethod(context, type, details, secret, {
    billing: billingFrom(given.billing_details),
    metadata: withMetadata(null, given.metadata),
  })
  if (given.allow_redisplay !== undefined)
    method.allow_redisplay = oneOf(given.allow_redisplay, ['always', 'limited', 'unspecified'], 'allow_redisplay')
  return method
}

/**
 * The payment method that a parameter names: one of the account's, or a new one for one of the well-known test ids.
 * Throws a Problem where there is none.
 */
export function methodFromParam(context: Context, id: string, param = 'payment_method'): Stripe.PaymentMethod {
  const found = find(context, 'payment_method', id)
  if (found) return found
  const card = cardForMethodId(id)
  if (card)
    return keepMethod(context, 'card', cardDetails(context, card, expiryFor(context)), {
      number: card.number,
      bank: '',
    })
  const account = bankAccountForMethodId(id)
  if (!account) throw noSuch('PaymentMethod', id, param)
  const { type, bank, number } = account
  return keepMethod(
    context,
    type,
    bankDetails(context, type, { bank, number }),
    { bank, number },
    {
      billing: billingFrom({ name: 'Jenny Rosen', email: 'jenny@example.com' }),
    },
  )
}

function keepMethod(
  context: Context,
  type: MethodType,
  details: Details,
  secret: Made['secret'],
  extra: { billing?: Stripe.PaymentMethod.BillingDetails; metadata?: Stripe.Metadata } = {},
): Stripe.PaymentMethod {
  const id = makeId(context, 'pm')
  context.data.secrets[id] = { bank: '', number: '', ...secret, isSetUp: false, isSpent: false }
  return save(context, 'payment_method', {
    id,
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: extra.billing ?? billingFrom(undefined),
    created: context.now,
    customer: null,
    customer_account: null,
    livemode: context.livemode,
    metadata: extra.metadata ?? {},
    type,
    ...details,
  })
}

type Maker = (context: Context, form: Form, type: MethodType) => Made
const plain: Maker = (_desk, _form, type) => ({ details: { [type]: {} }, secret: null })

const makers: Readonly<Record<MethodType, Maker>> = {
  card(context, form) {
    const { number, token, ...expiry } = read(
      form,
      { number: 'text', exp_month: 'integer', exp_year: 'integer', cvc: 'text', token: 'text', networks: 'hash' },
      'card',
    )
    const card = number === undefined ? cardForToken(token) : cardFor(number.replaceAll(/[\s-]/g, ''))
    const good = number === undefined ? expiryFor(context) : checkExpiry(context, expiry)
    if (expiry.cvc !== undefined) checkCvc(expiry.cvc, card)
    return { details: cardDetails(context, card, good), secret: { number: card.number, bank: '' } }
  },
  sepa_debit(context, form) {
    const { iban = '' } = read(form, { iban: 'text' }, 'sepa_debit')
    const number = iban.replaceAll(/\s/g, '').toUpperCase()
    if (!isIban(number))
      throw malformed('invalid_bank_account_iban', 'sepa_debit[iban]', 'The IBAN you provided is invalid.')
    return bankMethod(context, 'sepa_debit', { bank: '', number }, 'sepa_debit[iban]')
  },
  us_bank_account(context, form) {
    const given = read(
      form,
      {
        account_number: 'text',
        routing_number: 'text',
        account_holder_type: 'text',
        account_type: 'text',
        financial_connections_account: 'text',
      },
      'us_bank_account',
    )
    const numbers = { bank: plainDigits(given.routing_number), number: plainDigits(given.account_number) }
    return bankMethod(context, 'us_bank_account', numbers, 'us_bank_account[account_number]')
  },
  bacs_debit(context, form) {
    const given = read(form, { account_number: 'text', sort_code: 'text' }, 'bacs_debit')
    const numbers = { bank: plainDigits(given.sort_code), number: plainDigits(given.account_number) }
    return bankMethod(context, 'bacs_debit', numbers, 'bacs_debit[account_number]')
  },
  au_becs_debit(context, form) {
    const given = read(form, { account_number: 'text', bsb_number: 'text' }, 'au_becs_debit')
    const numbers = { bank: plainDigits(given.bsb_number), number: plainDigits(given.account_number) }
    return bankMethod(context, 'au_becs_debit', numbers, 'au_becs_debit[account_number]')
  },
  customer_balance: plain,
  ideal: plain,
  bancontact: plain,
  eps: plain,
  p24: plain,
}

const plainDigits = (text = '') => text.replaceAll(/[\s-]/g, '')

function bankMethod(context: Context, type: DebitType, numbers: AccountNumbers, param: string): Made {
  if (!bankAccountWith(type, numbers))
    throw malformed(
      'payment_method_invalid_parameter_testmode',
      param,
      'You must use a test bank account number in test mode. Try one of those in the table at /_sandbox/cards.',
    )
  return { details: bankDetails(context, type, numbers), secret: numbers }
}
