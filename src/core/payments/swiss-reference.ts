import { mod97 } from '../mod-97.ts'

/** By which a payment to a Swiss account is matched: to a QR-IBAN a QR reference, to any other a creditor reference, or nothing. */
export type SwissReference =
  | { readonly type: 'QRR' | 'SCOR'; readonly reference: string }
  | { readonly type: 'NON'; readonly reference: '' }

/**
 * The reference of a payment of what has a number, such as an invoice. Its letters and digits are in it; null where a QR-IBAN needs
 * one and the number is too long for it or has none. `iban` without blanks.
 */
export function swissReference(iban: string, number: string): SwissReference | null {
  const characters = number.toUpperCase().replace(/[^0-9A-Z]/g, '')
  if (isQrIban(iban)) {
    const digits = inDigits(characters)
    if (digits.length === 0 || digits.length > 26) return null
    const filled = digits.padStart(26, '0')
    return { type: 'QRR', reference: filled + checkDigit(filled) }
  }
  if (characters.length === 0 || characters.length > 21) return { type: 'NON', reference: '' }
  // ISO 11649: the digits that make the whole one above a multiple of 97 (ISO 7064).
  const check = 98 - mod97(`${characters}RF00`)
  return { type: 'SCOR', reference: `RF${String(check).padStart(2, '0')}${characters}` }
}

/** An account of Switzerland or Liechtenstein with one of the bank numbers that are for QR references: it takes no other payments. */
export function isQrIban(iban: string): boolean {
  const bank = Number(iban.slice(4, 9))
  return /^(CH|LI)/.test(iban) && bank >= 30_000 && bank <= 31_999
}

/** Letters as the numbers from 10 to 35. */
const inDigits = (characters: string): string =>
  [...characters].map((character) => Number.parseInt(character, 36)).join('')

const carries = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5] as const

/** Modulo 10, recursive, as Swiss payment slips have always had it. */
const checkDigit = (digits: string): number =>
  (10 - [...digits].reduce((carry, digit) => carries[(carry + Number(digit)) % 10]!, 0)) % 10
