import { describe, expect, test } from 'vitest'
import { InvalidBankAccount, readBankAccount } from '../../ops/bank-account.ts'
import { tally } from '../proof/tally.ts'

const iban = 'DE89370400440532013000'
const kranwerk = { currency: 'eur', holder: 'Kranwerk Berlin GmbH', iban }
const harbor = {
  currency: 'usd',
  holder: 'Harbor & Pine Studio',
  accountNumber: '000123456789',
  routingNumber: '110000000',
}

const read = (given: unknown) => readBankAccount(JSON.stringify(given))

/** The message that refuses it; null if it is accepted. */
function refusal(given: unknown): string | null {
  try {
    read(given)
    return null
  } catch (error) {
    if (error instanceof InvalidBankAccount) return error.message
    throw error
  }
}

describe('a bank account', () => {
  test('is read from an IBAN as people write it', () => {
    expect(read({ ...kranwerk, currency: 'EUR', iban: 'de89 3704-0044 0532 0130 00', bic: 'cobadeff' })).toEqual({
      currency: 'eur',
      holder: 'Kranwerk Berlin GmbH',
      bankName: null,
      number: { kind: 'iban', iban, bic: 'COBADEFF' },
    })
  })

  test.each([
    [{ routingNumber: '110000000' }, { kind: 'routing_number', code: '110000000' }],
    [{ sortCode: '20-00-00' }, { kind: 'sort_code', code: '200000' }],
    [{ bankCode: '0001 005' }, { kind: 'bank_code', code: '0001005' }],
  ])('is read from a number with %j', (code, bankCode) => {
    const { routingNumber: _, ...given } = harbor
    expect(read({ ...given, ...code, bankName: 'First\nBank' })).toEqual({
      currency: 'usd',
      holder: 'Harbor & Pine Studio',
      bankName: 'First Bank',
      number: { kind: 'local', accountNumber: '000123456789', bankCode },
    })
  })

  // ISO 13616's own examples of several lengths.
  test.each([
    'GB29NWBK60161331926819',
    'NO9386011117947',
    'MT84MALT011000012345MTLCAST001S',
    'KW81CBKU0000000000001234560101',
  ])('accepts the IBAN %s', (iban) => expect(refusal({ ...kranwerk, iban })).toBeNull())

  test.each([
    [{ ...kranwerk, iban: 'DE89370400440532013001' }, '"iban" has a wrong length or check digits for its country'],
    [{ ...kranwerk, iban: 'DE8937040044053201300' }, '"iban" has a wrong length'],
    [{ ...kranwerk, iban: 'US89370400440532013000' }, '"iban" has a wrong length'],
    [{ ...kranwerk, iban: 'ＤＥ89370400440532013000' }, '"iban" has a wrong length'],
    [{ ...kranwerk, iban: 'DE89.3704.0044.0532.0130.00' }, '"iban" has a wrong length'],
    [{ ...kranwerk, iban: '' }, '"iban" has a wrong length'],
    [{ ...kranwerk, bic: 'DEUTDE' }, '"bic" must have 8 or 11 characters, as in DEUTDEFF'],
    [{ ...kranwerk, bic: 'DEUTQQFF' }, '"bic" must have 8 or 11 characters'],
    [{ ...kranwerk, accountNumber: '532013000' }, '"accountNumber" is part of the IBAN'],
    [{ ...kranwerk, currency: 'euro' }, '"currency" must be the ISO 4217 code of an active currency, as in eur'],
    [{ ...kranwerk, currency: undefined }, '"currency" must be'],
    [{ ...kranwerk, holder: ' \n ' }, '"holder" must say whose account it is'],
    [{ ...kranwerk, holder: 'K'.repeat(71) }, '"holder" can have at most 70 characters'],
    [{ ...kranwerk, bankName: 'B'.repeat(71) }, '"bankName" can have at most 70 characters'],
    [
      { ...kranwerk, IBAN: iban },
      '"IBAN" is none of currency, holder, bankName, iban, bic, accountNumber, routingNumber',
    ],
    [{ ...kranwerk, iban: 89 }, '"iban" must be text in quotes'],
    [
      { currency: 'eur', holder: 'Kranwerk' },
      'it needs "iban", or "accountNumber" and one of routingNumber, sortCode, bankCode',
    ],
    [{ ...harbor, routingNumber: undefined }, 'it needs "iban", or "accountNumber" and one of'],
    [{ ...harbor, sortCode: '200000' }, 'it needs "iban", or "accountNumber" and one of'],
    [{ ...harbor, routingNumber: '110000001' }, '"routingNumber" has a wrong length or check digit'],
    [{ ...harbor, routingNumber: '11000000' }, '"routingNumber" has a wrong length'],
    [{ ...harbor, accountNumber: '12' }, '"accountNumber" must have 4 to 20 digits or letters'],
    [{ ...harbor, accountNumber: '<b>1234</b>' }, '"accountNumber" must have 4 to 20 digits or letters'],
    [{ ...harbor, bic: 'DEUTDEFF' }, '"bic" goes with "iban"'],
    [null, 'it must be a JSON object in quotes'],
    [[kranwerk], 'it must be a JSON object in quotes'],
    ['eur', 'it must be a JSON object in quotes'],
  ])('is refused with a sentence for %j', (invalid, sentence) => {
    expect(refusal(invalid)).toContain(sentence)
  })

  test('is refused if it is not JSON', () => {
    expect(() => readBankAccount(iban)).toThrow('it must be a JSON object in quotes')
  })
})

test('an IBAN with one wrong digit or two exchanged neighbours is refused', () => {
  const digits = [...iban]
  const mistyped = digits.flatMap((digit, at) =>
    at < 2 ? [] : [...'0123456789'].filter((other) => other !== digit).map((other) => digits.with(at, other).join('')),
  )
  const exchanged = digits.flatMap((digit, at) => {
    const next = digits[at + 1]
    return next === undefined || next === digit
      ? []
      : [
          digits
            .with(at, next)
            .with(at + 1, digit)
            .join(''),
        ]
  })
  const invalid = [...mistyped, ...exchanged]
  expect(invalid.filter((one) => refusal({ ...kranwerk, iban: one }) === null)).toEqual([])
  expect(invalid.length).toBeGreaterThan(180)
  tally('IBANs with one mistake', { refused: invalid.length })
})
