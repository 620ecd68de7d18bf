import { stdnum } from 'stdnum'
import { afterAll, expect, test } from 'vitest'
import { checkTaxId } from '../../../src/core/tax/check-tax-id.ts'
import { numberings } from '../../../src/core/tax/numberings.ts'
import { type Numbering, unionNumbers } from '../../../src/core/tax/vat-checks.ts'
import { randomFor } from '../../forgery/random.ts'
import { rounds } from '../../proof/rounds.ts'
import { tally } from '../../proof/tally.ts'

type Validator = { validate: (value: string) => { isValid: boolean } }

/** The other implementation's validator of each of our types, and of the Union's countries. */
const oracles: Readonly<Record<string, string>> = {
  ar_cuit: 'AR.cuit',
  au_abn: 'AU.abn',
  au_acn: 'AU.acn',
  br_cpf: 'BR.cpf',
  ca_bn: 'CA.bn',
  ch_uid: 'CH.uid',
  cl_tin: 'CL.rut',
  br_cnpj: 'BR.cnpj',
  cn_tin: 'CN.uscc',
  co_nit: 'CO.nit',
  es_cif: 'ES.nif',
  fr_siren: 'FR.siren',
  gb_vat: 'GB.vat',
  hr_oib: 'HR.oib',
  in_gst: 'IN.gstin',
  jp_cn: 'JP.cn',
  kr_brn: 'KR.brn',
  nz_gst: 'NZ.ird',
  pe_ruc: 'PE.ruc',
  pl_nip: 'PL.nip',
  rs_pib: 'RS.pib',
  ru_inn: 'RU.inn',
  no_vat: 'NO.mva',
  fr_siret: 'FR.siret',
  il_vat: 'IL.idnr',
  th_vat: 'TH.tin',
  tr_tin: 'TR.vkn',
  AT: 'AT.uid',
  BE: 'BE.vat',
  BG: 'BG.vat',
  CY: 'CY.vat',
  CZ: 'CZ.dic',
  DE: 'DE.vat',
  DK: 'DK.cvr',
  EE: 'EE.kmkr',
  EL: 'GR.vat',
  ES: 'ES.nif',
  FI: 'FI.alv',
  FR: 'FR.tva',
  HR: 'HR.oib',
  HU: 'HU.anum',
  IE: 'IE.vat',
  IT: 'IT.iva',
  LT: 'LT.pvm',
  LU: 'LU.tva',
  LV: 'LV.pvn',
  MT: 'MT.vat',
  NL: 'NL.btw',
  PL: 'PL.nip',
  PT: 'PT.nif',
  RO: 'RO.cui',
  SE: 'SE.vat',
  SI: 'SI.ddv',
  SK: 'SK.dph',
}

const { below } = randomFor('tax numbers')

const alphabets: Readonly<Record<string, string>> = {
  d: '0123456789',
  a: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  x: '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ',
}
const some = (token: string): string => alphabets[token]![below(alphabets[token]!.length)]!

/** Numbers that are rarely hit by chance start from one that was published. */
const published: Readonly<Record<string, string>> = {
  cn_tin: '91110000600037341L',
  cl_tin: '12.531.909-2',
  SE: 'SE123456789701',
}

/** A random number of a form with each possible character in each of its last places, so that many have the right check digits. */
function* numbersOf(type: string, form: string): Generator<string> {
  const base = published[type]?.replace(/\d/g, (digit) => (below(9) === 0 ? some('d') : digit))
  const number = base ?? form.replace(/[dax]/g, some)
  const places = [...form.matchAll(/[dax]/g)].map(({ index }) => index).slice(-4)
  for (const place of places)
    for (const character of alphabets[form[place]!]!) yield number.slice(0, place) + character + number.slice(place + 1)
}

function oracleOf(type: string): Validator {
  const [country = '', name = ''] = oracles[type]!.split('.')
  return (stdnum as unknown as Record<string, Record<string, Validator>>)[country]![name]!
}

const numberingOf = (type: string): Numbering => unionNumbers[type] ?? numberings[type as 'au_abn']!

/** Where ours takes more: numbers of persons, or beginnings that the other one believes not to have been given out. */
const wider = new Set('ar_cuit au_abn br_cnpj cn_tin in_gst kr_brn pe_ruc th_vat BG CZ LV RO SK'.split(' '))

/** Where ours takes less: the other one takes a remainder of eleven as one, which the tax office does not give out. */
const narrower = new Set(['SI'])

const oneForm: Readonly<Record<string, number>> = { cn_tin: 1, cl_tin: 1, gb_vat: 2 }

const total = { right: 0, wrong: 0, more: 0 }
afterAll(() =>
  tally(`tax numbers of ${Object.keys(oracles).length} kinds against another implementation`, {
    'are right': total.right,
    'are wrong': total.wrong,
    'are taken here only': total.more,
  }),
)

test.each(Object.keys(oracles))('%s numbers are right where another implementation says so', (type) => {
  const forms = numberingOf(type).forms.slice(0, oneForm[type])
  const oracle = oracleOf(type)
  let [right, wrong, more, less] = [0, 0, 0, 0]
  let differing = ''
  for (let round = 0; round < rounds(20, 400); round++) {
    for (const number of numbersOf(type, forms[round % forms.length]!)) {
      const ours = checkTaxId({ type: type.length === 2 ? 'eu_vat' : type, value: number }, null).ok
      const theirs = oracle.validate(number.replace(/[.-]/g, '')).isValid
      if (ours && !theirs) more++
      if (theirs && !ours) less++
      if (ours !== theirs) differing = number
      if (theirs) right++
      else wrong++
    }
  }
  total.right += right
  total.wrong += wrong
  total.more += more
  expect(right).toBeGreaterThan(0)
  expect({ more, less }, differing).toEqual({
    more: wider.has(type) ? expect.any(Number) : 0,
    less: narrower.has(type) ? expect.any(Number) : 0,
  })
})
