import type { Transfer } from '../../core/payments/transfer.ts'
import type { I18n } from '../i18n.ts'
import type { Field } from './billing-document.ts'

/**
 * What the customer's bank asks for, in the order of its form. IBAN and BIC are called that in every language. Texts carry no marks
 * of direction: they are copied into the bank's form, which may not take them.
 */
export function transferFields({ to, amountMinor, reference }: Transfer, { words, money }: I18n): Field[] {
  const { transfer } = words
  const { number } = to
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
    { name: transfer.holder, value: to.holder },
    ...numbers,
    ...(to.bankName === null ? [] : [{ name: transfer.bankName, value: to.bankName }]),
    { name: transfer.amount, value: money(amountMinor) },
    { name: transfer.reference, value: reference },
  ]
}

/** An IBAN as it is printed: in groups of four (ISO 13616). */
export const inGroups = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')
