import type { BankAccount } from '../../core/accounts/bank-account.ts'
import { isQrIban, swissReference } from '../../core/payments/swiss-reference.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import type { I18n } from '../i18n.ts'
import type { Field } from './billing-document.ts'

/**
 * What the customer's bank asks for, in the order of its form. Texts carry no marks of direction: they are copied into the bank's form,
 * which may not take them.
 */
export const transferFields = ({ to, amountMinor, reference }: Transfer, i18n: I18n): Field[] => [
  ...accountFields(to, i18n),
  { name: i18n.words.transfer.amount, value: i18n.money(amountMinor) },
  { name: i18n.words.transfer.reference, value: referenceTo(to, reference) },
]

/** A QR-IBAN takes a QR reference only, any other account whatever is written. */
function referenceTo({ number }: BankAccount, reference: string): string {
  const swiss = number.kind === 'iban' && isQrIban(number.iban) ? swissReference(number.iban, reference) : null
  return swiss ? groupedReference(swiss.reference) : reference
}

/** A bank account. IBAN and BIC are called that in every language. */
export function accountFields({ holder, bankName, number }: BankAccount, { words }: I18n): Field[] {
  const { transfer } = words
  const numbers =
    number.kind === 'iban'
      ? [
          { name: 'IBAN', value: inGroups(number.iban) },
          ...(number.bic === null ? [] : [{ name: 'BIC', value: number.bic }]),
        ]
      : [
          { name: transfer.bankCode[number.bankCode.kind], value: number.bankCode.code },
          { name: transfer.accountNumber, value: number.accountNumber },
        ]
  return [
    { name: transfer.holder, value: holder },
    ...numbers,
    ...(bankName === null ? [] : [{ name: transfer.bankName, value: bankName }]),
  ]
}

/** An IBAN as it is printed: in groups of four (ISO 13616). */
export const inGroups = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')

/** As it is printed: a QR reference of two digits and groups of five, a creditor reference in groups of four. */
export const groupedReference = (reference: string): string =>
  reference.startsWith('RF') ? inGroups(reference) : reference.replace(/\B(?=(\d{5})+$)/g, ' ')
