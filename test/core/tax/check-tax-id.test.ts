import { expect, test } from 'vitest'
import { checkTaxId, verificationOf } from '../../../src/core/tax/check-tax-id.ts'

const check = (type: string, value: string, country: string | null = null) => checkTaxId({ type, value }, country)
const written = (type: string, value: string, country: string | null = null) => {
  const checked = check(type, value, country)
  return checked.ok ? checked.value : checked.fault.kind
}

// Printed by tax offices and registers, or by the companies themselves.
test.each([
  ['eu_vat', 'ATU13585627'],
  ['eu_vat', 'BE0428759497'],
  ['eu_vat', 'DE136695976'],
  ['eu_vat', 'EL094259216'],
  ['eu_vat', 'ESB58378431'],
  ['eu_vat', 'FI20774740'],
  ['eu_vat', 'FR40303265045'],
  ['eu_vat', 'FR83404833048'],
  ['eu_vat', 'IE6433435F'],
  ['eu_vat', 'IE6433435OA'],
  ['eu_vat', 'IE8D79739I'],
  ['eu_vat', 'IT00743110157'],
  ['eu_vat', 'LU15027442'],
  ['eu_vat', 'NL004495445B01'],
  ['eu_vat', 'NL002455799B11'],
  ['eu_vat', 'PL8567346215'],
  ['eu_vat', 'PT501964843'],
  ['eu_vat', 'SE123456789701'],
  ['gb_vat', 'GB980780684'],
  ['gb_vat', 'GBGD001'],
  ['au_abn', '83 914 571 673'],
  ['br_cnpj', '16.727.230/0001-97'],
  ['br_cnpj', '12.ABC.345/01DE-35'],
  ['br_cpf', '390.533.447-05'],
  ['ca_bn', '123026635'],
  ['ch_uid', 'CHE-100.155.212'],
  ['ch_vat', 'CHE-107.787.577 IVA'],
  ['cn_tin', '91110000600037341L'],
  ['fr_siren', '552 008 443'],
  ['fr_siret', '732 829 320 00074'],
  ['in_gst', '27AAPFU0939F1ZV'],
  ['jp_trn', 'T5835678256246'],
  ['kr_brn', '116-82-00276'],
  ['no_vat', '995 525 828 MVA'],
  ['nz_gst', '49-091-850'],
  ['th_vat', '1234545678781'],
  ['tr_tin', '4540536920'],
  ['tw_vat', '00501503'],
  ['us_ein', '12-3456789'],
])('a %s as %s is right, and written so', (type, value) => {
  expect(written(type, value)).toBe(value)
})

test.each([
  ['eu_vat', ' de 136 695 976 ', null, 'DE136695976'],
  ['eu_vat', '136695976', 'DE', 'DE136695976'],
  ['eu_vat', 'GR 094259216', null, 'EL094259216'],
  ['eu_vat', '094259216', 'GR', 'EL094259216'],
  ['eu_vat', 'nl004495445b01', null, 'NL004495445B01'],
  ['eu_vat', '１３６６９５９７６', 'DE', 'DE136695976'],
  ['sa_vat', '٣١٠١٢٢٣٩٣٥٠٠٠٠٣', null, '310122393500003'],
  ['gb_vat', '980 7806 84', 'GB', 'GB980780684'],
  ['ch_vat', 'CHE107787577IVA', 'CH', 'CHE-107.787.577 IVA'],
  ['us_ein', '123456789', 'US', '12-3456789'],
  ['ad_nrt', '  any  text\n', null, 'any text'],
])('%s %j of somebody in %s is written %s', (type, value, country, expected) => {
  expect(written(type, value, country)).toBe(expected)
})

test.each([
  ['eu_vat', 'DE136695978', 'check_digits', 'DE123456789'],
  ['eu_vat', 'DE13669597', 'form', 'DE123456789'],
  ['eu_vat', 'NL1', 'form', 'NL123456789B01'],
  ['eu_vat', '', 'form', 'DE123456789'],
  ['gb_vat', 'GB123456789', 'check_digits', 'GB123456789'],
  ['us_ein', '12-345678', 'form', '12-3456789'],
  ['in_gst', '27AAPFU0939F1ZO', 'check_digits', '12ABCDE3456F7Z8'],
])('%s %j is refused for its %s, with %s as an example', (type, value, kind, example) => {
  expect(check(type, value)).toEqual({ ok: false, fault: { kind, example } })
})

test('a number that cannot be right is unverified, and nobody is asked about the others', () => {
  expect(verificationOf({ type: 'eu_vat', value: 'DE136695978' }, null)).toBe('unverified')
  expect(verificationOf({ type: 'eu_vat', value: 'DE136695976' }, null)).toBe('unavailable')
  expect(verificationOf({ type: 'ke_pin', value: 'whatever' }, null)).toBe('unavailable')
})
