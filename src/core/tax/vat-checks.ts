import { mod97 } from '../mod-97.ts'
import { type Check, completes, luhn, luhnSum, mod11and10, multipleOf, sumOf } from './check-digits.ts'

/** The forms of a kind of number, and the check of its digits; a check is given the number without marks and without its first capitals. */
export type Numbering = { readonly forms: readonly string[]; readonly check?: Check }

/** Spanish numbers: of citizens, of foreigners (X, Y, Z), and of others by a letter. */
export const spanish: Check = (number) => {
  if (/^[\dXYZ]\d{7}[A-Z]$/.test(number)) {
    const digits = number.replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))
    return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(digits.slice(0, 8)) % 23] === number[8]
  }
  if (/^[KLM]\d{7}[A-Z]$/.test(number)) return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number.slice(1, 8)) % 23] === number[8]
  return /^[A-HJNP-SUVW]\d{7}[\dA-J]$/.test(number) && spanishCompany(number)
}

function spanishCompany(number: string): boolean {
  const digit = (10 - (luhnSum(`${number.slice(1, 8)}0`) % 10)) % 10
  const letter = 'JABCDEFGHI'[digit]!
  return number[8] === String(digit) || number[8] === letter
}

/** French: two characters from the company's number, which has Luhn's digit but in Monaco. */
const french: Check = (number) => {
  const siren = number.slice(2)
  if (!siren.startsWith('000') && !luhn(siren)) return false
  const key = number.slice(0, 2)
  if (/^\d\d$/.test(key)) return Number(key) === (12 + 3 * (Number(siren) % 97)) % 97
  const alphabet = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const [first, second] = [...key].map((character) => alphabet.indexOf(character)) as [number, number]
  if (first < 0 || second < 0) return false
  const value = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
  return (Number(siren) + 1 + Math.floor(value / 11)) % 11 === value % 11
}

const irish: Check = (number) => {
  const isOld = /^\d[A-Z]/.test(number)
  const digits = isOld ? `0${number.slice(2, 7)}${number[0]}` : number.slice(0, 7)
  const alphabet = 'WABCDEFGHIJKLMNOPQRSTUV'
  const extra = isOld || number.length < 9 ? 0 : alphabet.indexOf(number[8]!)
  return extra >= 0 && alphabet[(sumOf(digits, [8, 7, 6, 5, 4, 3, 2]) + 9 * extra) % 23] === number[7]
}

const british: Check = (number) => {
  if (!/^\d+$/.test(number)) {
    const part = Number(number.slice(2, 5))
    return number.startsWith('GD') ? part < 500 : number.startsWith('HA') && part >= 500
  }
  const rest = sumOf(number, [8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97
  return rest === 0 || (Number(number.slice(0, 3)) >= 100 && (rest === 42 || rest === 55))
}

const greek: Check = (number) => {
  const sum = [...number.slice(0, 8)].reduce((before, digit) => before * 2 + Number(digit), 0)
  return ((sum * 2) % 11) % 10 === Number(number[8])
}

const cypriot: Check = (number) => {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
  const sum = [...number.slice(0, 8)].reduce(
    (before, digit, i) => before + (i % 2 === 0 ? odd[Number(digit)]! : Number(digit)),
    0,
  )
  return String.fromCharCode(65 + (sum % 26)) === number[8]
}

const lithuanian: Check = (number) => {
  const body = number.slice(0, -1)
  const weighted = (from: number) =>
    [...body].reduce((sum, digit, i) => sum + Number(digit) * (1 + ((i + from) % 9)), 0)
  const first = weighted(0) % 11
  const digit = (first === 10 ? weighted(2) % 11 : first) % 10
  return number.at(-2) === '1' && digit === Number(number.at(-1))
}

const bulgarian: Check = (number) => {
  if (number.length === 10) return true
  const first = sumOf(number, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
  const digit = first === 10 ? sumOf(number, [3, 4, 5, 6, 7, 8, 9, 10]) % 11 : first
  return digit % 10 === Number(number[8])
}

const dutch: Check = (number) => {
  const rest = sumOf(number, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
  return rest === Number(number[8]) || mod97(`NL${number}`) === 1
}

const romanian: Check = (number) => {
  const padded = number.padStart(10, '0')
  return ((sumOf(padded, [7, 5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10 === Number(padded[9])
}

const czech: Check = (number) => {
  if (number.length > 8) return true
  const rest = (11 - (sumOf(number, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
  return number[0] !== '9' && (rest || 1) % 10 === Number(number[7])
}

const italian: Check = (number) => {
  const office = Number(number.slice(7, 10))
  const isOffice = (office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office)
  return Number(number.slice(0, 7)) > 0 && isOffice && luhn(number)
}

const latvian: Check = (number) => number[0]! <= '3' || sumOf(number, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 === 3

const slovenian: Check = (number) => {
  const rest = 11 - (sumOf(number, [8, 7, 6, 5, 4, 3, 2]) % 11)
  return rest < 11 && rest % 10 === Number(number[7])
}

/** Numbers of the value added tax in the Union, by what they begin with. */
export const unionNumbers: Readonly<Record<string, Numbering>> = {
  AT: { forms: ['ATUdddddddd'], check: (number) => (96 - luhnSum(number.slice(0, 7))) % 10 === Number(number[7]) },
  BE: {
    forms: ['BEdddddddddd'],
    check: (number) => 97 - (Number(number.slice(0, 8)) % 97) === Number(number.slice(8)),
  },
  BG: { forms: ['BGddddddddd', 'BGdddddddddd'], check: bulgarian },
  CY: { forms: ['CYdddddddda'], check: cypriot },
  CZ: { forms: ['CZdddddddd', 'CZddddddddd', 'CZdddddddddd'], check: czech },
  DE: { forms: ['DEddddddddd'], check: mod11and10 },
  DK: { forms: ['DKdddddddd'], check: multipleOf(11, 2, 7, 6, 5, 4, 3, 2, 1) },
  EE: { forms: ['EEddddddddd'], check: multipleOf(10, 3, 7, 1, 3, 7, 1, 3, 7, 1) },
  EL: { forms: ['ELddddddddd'], check: greek },
  ES: { forms: ['ESxdddddddx'], check: spanish },
  FI: { forms: ['FIdddddddd'], check: multipleOf(11, 7, 9, 10, 5, 8, 4, 2, 1) },
  FR: { forms: ['FRxxddddddddd'], check: french },
  HR: { forms: ['HRddddddddddd'], check: mod11and10 },
  HU: { forms: ['HUdddddddd'], check: multipleOf(10, 9, 7, 3, 1, 9, 7, 3, 1) },
  IE: { forms: ['IEddddddda', 'IEdddddddaa', 'IEdaddddda'], check: irish },
  IT: { forms: ['ITddddddddddd'], check: italian },
  LT: { forms: ['LTddddddddd', 'LTdddddddddddd'], check: lithuanian },
  LU: { forms: ['LUdddddddd'], check: (number) => Number(number.slice(0, 6)) % 89 === Number(number.slice(6)) },
  LV: { forms: ['LVddddddddddd'], check: latvian },
  MT: { forms: ['MTdddddddd'], check: multipleOf(37, 3, 4, 6, 7, 8, 9, 10, 1) },
  NL: { forms: ['NLdddddddddBdd'], check: dutch },
  PL: {
    forms: ['PLdddddddddd'],
    check: (number) => sumOf(number, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(number[9]),
  },
  PT: {
    forms: ['PTddddddddd'],
    check: (number) => number[0] !== '0' && completes(11, 0, 9, 8, 7, 6, 5, 4, 3, 2)(number),
  },
  RO: { forms: [2, 3, 4, 5, 6, 7, 8, 9, 10].reverse().map((most) => `RO${'d'.repeat(most)}`), check: romanian },
  SE: { forms: ['SEdddddddddddd'], check: (number) => luhn(number.slice(0, 10)) && number.endsWith('01') },
  SI: { forms: ['SIdddddddd'], check: slovenian },
  SK: { forms: ['SKdddddddddd'], check: (number) => Number(number) % 11 === 0 },
  XI: { forms: ['XIddddddddd', 'XIdddddddddddd', 'XIaaddd'], check: british },
}

export const britishNumbers: Numbering = { forms: ['GBddddddddd', 'GBdddddddddddd', 'GBaaddd'], check: british }
