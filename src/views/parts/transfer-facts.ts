import type { Transfer } from '../../core/payments/transfer.ts'
import type { Reader } from '../reader.ts'

type TransferFact = { readonly name: string; readonly value: string }

/** What the customer's bank asks for, in the order of its form. IBAN and BIC are called that in every language. */
export function transferFacts(
  { to, amountMinor, reference }: Transfer,
  { words, money, name }: Reader,
): TransferFact[] {
  const { transfer } = words
  const { number } = to
  const numbers =
    number.kind === 'iban'
      ? [
          { name: 'IBAN', value: name(inGroups(number.iban)) },
          ...(number.bic === null ? [] : [{ name: 'BIC', value: name(number.bic) }]),
        ]
      : [
          { name: transfer.bankCode[number.bankCode.kind], value: name(number.bankCode.code) },
          { name: transfer.accountNumber, value: name(number.accountNumber) },
        ]
  return [
    { name: transfer.holder, value: name(to.holder) },
    ...numbers,
    ...(to.bankName === null ? [] : [{ name: transfer.bankName, value: name(to.bankName) }]),
    { name: transfer.amount, value: money(amountMinor) },
    { name: transfer.reference, value: name(reference) },
  ]
}

/** An IBAN as it is printed: in groups of four (ISO 13616). */
const inGroups = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')
