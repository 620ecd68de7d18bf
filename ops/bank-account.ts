import validator from 'validator'
import type { BankAccount, BankCodeKind } from '../src/core/accounts/bank-account.ts'
import { currency } from '../src/core/money/currencies.ts'
import { oneLine } from '../src/core/one-line.ts'

/** The bank accounts in the options, at most one per currency: an invoice shows the one in its currency. */
export function bankAccountsIn(values: readonly string[] = []): BankAccount[] {
  const found = values.map(bankAccountIn)
  const repeated = found.find(({ currency }, i) => found.findIndex((one) => one.currency === currency) < i)
  if (repeated) throw new Error(`--bank-account is given twice for ${repeated.currency}; give one for each currency.`)
  return found
}

function bankAccountIn(value: string): BankAccount {
  try {
    return readBankAccount(value)
  } catch (error) {
    throw error instanceof InvalidBankAccount ? new Error(`--bank-account is "${value}", but ${error.message}.`) : error
  }
}

export class InvalidBankAccount extends Error {
  override name = 'InvalidBankAccount'
}

/** Any doubt about an account is an error, since a wrong one sends customers' money to somebody else. */
const refuse = (sentence: string): never => {
  throw new InvalidBankAccount(sentence)
}

const bankCodes = {
  routingNumber: { kind: 'routing_number', is: (code: string) => validator.isAbaRouting(code) },
  sortCode: { kind: 'sort_code', is: (code: string) => /^[0-9]{6}$/.test(code) },
  bankCode: { kind: 'bank_code', is: (code: string) => /^[0-9A-Z]{3,12}$/.test(code) },
} as const satisfies Record<string, { kind: BankCodeKind; is: (code: string) => boolean }>

type BankCodeField = keyof typeof bankCodes
const bankCodeFields = Object.keys(bankCodes) as BankCodeField[]

const fields = ['currency', 'holder', 'bankName', 'iban', 'bic', 'accountNumber', ...bankCodeFields]

/** A merchant's bank account from JSON. Throws a sentence for an invalid or ambiguous one. */
export function readBankAccount(json: string): BankAccount {
  const given = objectIn(json)
  const money = currency(given.currency ?? '')
  if (!money.ok) return refuse('"currency" must be the ISO 4217 code of an active currency, as in eur')
  return {
    currency: money.value,
    holder: textIn(given, 'holder') ?? refuse('"holder" must say whose account it is'),
    bankName: textIn(given, 'bankName'),
    number: given.iban === undefined ? localNumber(given) : ibanNumber(given),
  }
}

type Given = Readonly<Record<string, string | undefined>>

function objectIn(json: string): Given {
  let value: unknown = null
  try {
    value = JSON.parse(json)
  } catch {
    // Refused below, like any other value that is not an object.
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refuse('it must be a JSON object in quotes')
  for (const [name, text] of Object.entries(value)) {
    if (!fields.includes(name)) return refuse(`"${name}" is none of ${fields.join(', ')}`)
    if (typeof text !== 'string') return refuse(`"${name}" must be text in quotes`)
  }
  return value as Given
}

const longestText = 70

/** A name as it goes through banks: one line of at most 70 characters (SEPA's limit). */
function textIn(given: Given, field: string): string | null {
  const text = oneLine(given[field] ?? '')
  return text.length > longestText ? refuse(`"${field}" can have at most ${longestText} characters`) : text || null
}

function ibanNumber(given: Given): BankAccount['number'] {
  const extra = ['accountNumber', ...bankCodeFields].find((field) => given[field] !== undefined)
  if (extra) return refuse(`"${extra}" is part of the IBAN`)
  const iban = compact(given.iban ?? '')
  if (!validator.isIBAN(iban)) return refuse('"iban" has a wrong length or check digits for its country')
  const bic = given.bic === undefined ? null : compact(given.bic)
  return bic === null || validator.isBIC(bic)
    ? { kind: 'iban', iban, bic }
    : refuse('"bic" must have 8 or 11 characters, as in DEUTDEFF')
}

function localNumber(given: Given): BankAccount['number'] {
  if (given.bic !== undefined) return refuse('"bic" goes with "iban"')
  const accountNumber = compact(given.accountNumber ?? '')
  const codes = bankCodeFields.filter((field) => given[field] !== undefined)
  const [field] = codes
  if (accountNumber === '' || field === undefined || codes.length > 1)
    return refuse(`it needs "iban", or "accountNumber" and one of ${bankCodeFields.join(', ')}`)
  if (!/^[0-9A-Z]{4,20}$/.test(accountNumber)) return refuse('"accountNumber" must have 4 to 20 digits or letters')
  const code = compact(given[field] ?? '')
  const { kind, is } = bankCodes[field]
  if (!is(code)) return refuse(`"${field}" has a wrong length or check digit`)
  return { kind: 'local', accountNumber, bankCode: { kind, code } }
}

/** Without the blanks and hyphens that people write into numbers. */
const compact = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase()
