import type { BankAccount } from '../../core/accounts/bank-account.ts'
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
  { name: i18n.words.transfer.reference, value: reference },
]

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
