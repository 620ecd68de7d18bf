import { all, type Check, completes, luhn, mod11and10, sumOf, varies } from './check-digits.ts'
import type { taxIdTypes } from './id-types.ts'
import { britishNumbers, type Numbering, spanish, unionNumbers } from './vat-checks.ts'

const swiss: Check = completes(11, null, 5, 4, 3, 2, 7, 6, 5, 4)

const australian: Check = (number) => (sumOf(number, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0

/** Letters count as well since July 2026, by their places in ASCII. */
const brazilianCompany: Check = (number) => {
  const values = [...number].map((character) => character.charCodeAt(0) - 48)
  const digit = (weights: readonly number[]) => {
    const rest = weights.reduce((sum, weight, i) => sum + weight * values[i]!, 0) % 11
    return rest < 2 ? 0 : 11 - rest
  }
  return (
    varies(number) &&
    digit([5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === values[12] &&
    digit([6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === values[13]
  )
}

const brazilianPerson: Check = all(
  varies,
  completes(11, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2),
  completes(11, 0, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2),
)

const chilean: Check = (number) => {
  const digits = number.slice(0, -1).padStart(8, '0')
  return '0K987654321'[sumOf(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11] === number.at(-1)
}

const chinese: Check = (number) => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  const values = [...number].map((character) => alphabet.indexOf(character))
  const sum = weights.reduce((before, weight, i) => before + weight * values[i]!, 0)
  return !values.includes(-1) && (31 - (sum % 31)) % 31 === values[17]
}

const colombian: Check = (number) => {
  const weights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71]
  const body = [...number.slice(0, -1)].reverse().join('')
  return '01987654321'[sumOf(body, weights.slice(0, body.length)) % 11] === number.at(-1)
}

const indian: Check = (number) => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const sum = [...number.slice(0, -1)].reduce((before, character, i) => {
    const product = alphabet.indexOf(character) * (i % 2 === 0 ? 1 : 2)
    return before + Math.floor(product / 36) + (product % 36)
  }, 0)
  const state = Number(number.slice(0, 2))
  return state >= 1 && state <= 38 && alphabet[(36 - (sum % 36)) % 36] === number.at(-1)
}

const japaneseCompany: Check = (number) =>
  9 - (sumOf(number.slice(1), [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]) % 9) === Number(number[0])

const korean: Check = (number) => {
  const sum = sumOf(number, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((Number(number[8]) * 5) / 10)
  return (10 - (sum % 10)) % 10 === Number(number[9])
}

const newZealand: Check = (number) => {
  const padded = number.padStart(9, '0')
  const rest = (weights: readonly number[]) => (11 - (sumOf(padded, weights) % 11)) % 11
  const first = rest([3, 2, 7, 6, 5, 4, 3, 2])
  const digit = first === 10 ? rest([7, 4, 3, 2, 5, 2, 7, 6]) : first
  return digit === Number(padded[8])
}

const russian: Check = (number) => {
  const digit = (...weights: readonly number[]) => (sumOf(number, weights) % 11) % 10
  if (number.length === 10) return digit(2, 4, 10, 3, 5, 9, 4, 6, 8) === Number(number[9])
  return (
    digit(7, 2, 4, 10, 3, 5, 9, 4, 6, 8) === Number(number[10]) &&
    digit(3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) === Number(number[11])
  )
}

const turkish: Check = (number) => {
  const sum = [...number.slice(0, 9)].reduce((before, digit, i) => {
    const value = (Number(digit) + 9 - i) % 10
    return before + (value === 0 ? 0 : (value * 2 ** (9 - i)) % 9 || 9)
  }, 0)
  return (10 - (sum % 10)) % 10 === Number(number[9])
}

/** A multiple of five since April 2023; a seven in the seventh place counts as one or zero. */
const taiwanese: Check = (number) => {
  const sum = [1, 2, 1, 2, 1, 2, 4, 1].reduce((before, weight, i) => {
    const product = weight * Number(number[i])
    return before + Math.floor(product / 10) + (product % 10)
  }, 0)
  return sum % 5 === 0 || (number[6] === '7' && (sum + 1) % 5 === 0)
}

const siret: Check = (number) => {
  // The post office numbers its branches by the sum of their digits.
  const isPost = number.startsWith('356000000')
  const sum = [...number].reduce((before, digit) => before + Number(digit), 0)
  return luhn(number) || (isPost && sum % 5 === 0)
}

const { HR, SI, HU, PL, PT, BG } = unionNumbers

const withoutCountry = (numbering: Numbering | undefined, forms: readonly string[]): Numbering => ({
  forms,
  ...(numbering?.check && { check: numbering.check }),
})

type TaxIdType = (typeof taxIdTypes)[number]

/**
 * How the numbers of each type are written and checked, where that is known for sure; other types take any number. Marks are
 * those that the country's own forms have.
 */
export const numberings: { readonly [T in TaxIdType]?: Numbering } = {
  ae_trn: { forms: ['ddddddddddddddd'] },
  ar_cuit: { forms: ['dd-dddddddd-d'], check: completes(11, 9, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2) },
  au_abn: { forms: ['dd ddd ddd ddd'], check: australian },
  au_acn: { forms: ['ddd ddd ddd'], check: completes(10, null, 8, 7, 6, 5, 4, 3, 2, 1) },
  au_arn: { forms: ['dddddddddddd'] },
  bg_uic: withoutCountry(BG, ['ddddddddd']),
  bh_vat: { forms: ['ddddddddddddddd'] },
  br_cnpj: { forms: ['xx.xxx.xxx/xxxx-dd'], check: brazilianCompany },
  br_cpf: { forms: ['ddd.ddd.ddd-dd'], check: brazilianPerson },
  ca_bn: { forms: ['ddddddddd'], check: luhn },
  ca_gst_hst: { forms: ['dddddddddRTdddd'], check: (number) => luhn(number.slice(0, 9)) },
  ca_qst: { forms: ['ddddddddddTQdddd'] },
  ch_uid: { forms: ['CHE-ddd.ddd.ddd'], check: swiss },
  ch_vat: {
    forms: ['CHE-ddd.ddd.ddd MWST', 'CHE-ddd.ddd.ddd TVA', 'CHE-ddd.ddd.ddd IVA', 'CHE-ddd.ddd.ddd'],
    check: swiss,
  },
  cl_tin: { forms: ['dd.ddd.ddd-x', 'd.ddd.ddd-x'], check: chilean },
  cn_tin: {
    forms: ['xxxxxxxxxxxxxxxxxx', 'ddddddddddddddd'],
    check: (number) => number.length === 15 || chinese(number),
  },
  co_nit: { forms: ['ddd.ddd.ddd-d', 'dd.ddd.ddd-d'], check: colombian },
  de_stn: { forms: ['dddddddddd', 'ddddddddddd', 'ddddddddddddd'] },
  es_cif: { forms: ['xdddddddx'], check: spanish },
  eu_oss_vat: { forms: ['EUddddddddd', 'IMdddddddddd'] },
  fr_siren: { forms: ['ddd ddd ddd'], check: luhn },
  fr_siret: { forms: ['ddd ddd ddd ddddd'], check: siret },
  gb_vat: britishNumbers,
  hk_br: { forms: ['dddddddd'] },
  hr_oib: withoutCountry(HR, ['ddddddddddd']),
  hu_tin: withoutCountry(HU, ['dddddddd-d-dd']),
  il_vat: { forms: ['ddddddddd'], check: luhn },
  in_gst: { forms: ['ddaaaaaddddaxZx'], check: indian },
  is_vat: { forms: ['dddddd', 'ddddd'] },
  jp_cn: { forms: ['ddddddddddddd'], check: japaneseCompany },
  jp_trn: { forms: ['Tddddddddddddd'], check: japaneseCompany },
  kr_brn: { forms: ['ddd-dd-ddddd'], check: korean },
  li_uid: { forms: ['CHE-ddd.ddd.ddd'], check: swiss },
  li_vat: { forms: ['ddddd'] },
  mx_rfc: { forms: ['aaaddddddxxx', 'aaaaddddddxxx'] },
  no_vat: { forms: ['ddd ddd ddd MVA'], check: completes(11, null, 3, 2, 7, 6, 5, 4, 3, 2) },
  nz_gst: { forms: ['ddd-ddd-ddd', 'dd-ddd-ddd'], check: newZealand },
  pe_ruc: {
    forms: ['ddddddddddd'],
    check: (number) => (11 - (sumOf(number, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(number[10]),
  },
  pl_nip: withoutCountry(PL, ['ddd-ddd-dd-dd']),
  pt_nif: withoutCountry(PT, ['ddddddddd']),
  ro_tin: { forms: ['ddddddddddddd'] },
  rs_pib: { forms: ['ddddddddd'], check: mod11and10 },
  ru_inn: { forms: ['dddddddddd', 'dddddddddddd'], check: russian },
  ru_kpp: { forms: ['ddddxxddd'] },
  sa_vat: { forms: ['3ddddddddddddd3'] },
  si_tin: withoutCountry(SI, ['dddddddd']),
  th_vat: {
    forms: ['ddddddddddddd'],
    check: (number) =>
      (11 - (sumOf(number, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === Number(number[12]),
  },
  tr_tin: { forms: ['dddddddddd'], check: turkish },
  tw_vat: { forms: ['dddddddd'], check: taiwanese },
  us_ein: { forms: ['dd-ddddddd'] },
  za_vat: { forms: ['4ddddddddd'] },
}
