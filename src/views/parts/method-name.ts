import { isMethodType, type MethodType } from '../../core/payments/methods.ts'
import type { PaidWith, Payment } from '../../core/payments/payment.ts'
import type { I18n, MethodWords, PortalI18n } from '../i18n.ts'
import type { IconName } from './icon.tsx'

/** Card brands as their owners write them. */
const brands: Readonly<Record<string, string>> = {
  amex: 'American Express',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos',
  girocard: 'girocard',
  jcb: 'JCB',
  link: 'Link',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
}

type Method = Pick<PaidWith, 'type' | 'brand' | 'last4'>

/** The name of a payment method: "Visa ending 4242", "SEPA Direct Debit". */
export function methodName(
  { type, brand, last4 }: Method,
  { words, name }: Pick<I18n<MethodWords>, 'words' | 'name'>,
): string {
  const known = brand !== null && Object.hasOwn(brands, brand) ? brands[brand] : undefined
  const method = name(known ?? typeName(type, words))
  return last4 ? words.endingIn({ method, last4: name(last4) }) : method
}

/** The same for who is signed in to the portal. */
export const portalMethodName = (method: Method, { methodWords: words, name }: PortalI18n): string =>
  methodName(method, { words, name })

export const typeName = (type: string, words: MethodWords): string =>
  isMethodType(type) || type === 'link' ? words.methodType[type] : words.methodType.other

const marks: Readonly<Record<MethodType, IconName>> = {
  card: 'card',
  sepa_debit: 'bank',
  us_bank_account: 'bank',
  bacs_debit: 'bank',
  au_becs_debit: 'bank',
  acss_debit: 'bank',
  bancontact: 'card',
  eps: 'bank',
  ideal: 'bank',
  p24: 'bank',
  customer_balance: 'bank',
}

/** The mark beside a method's name: a bank for what is paid from an account, else a card. */
export const methodMark = (type: string): IconName => (isMethodType(type) ? marks[type] : 'card')

/** The method that a payment was made with; null if unknown. */
export function paidWithName(payment: Payment, i18n: I18n): string | null {
  if (payment.kind === 'out_of_band') return i18n.words.paidElsewhere
  return payment.paidWith && methodName(payment.paidWith, i18n)
}
