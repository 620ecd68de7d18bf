import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Address } from '../../core/parties.ts'
import { swissReference } from '../../core/payments/swiss-reference.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import { groupedReference, inGroups } from '../document/transfer-fields.ts'
import type { PrintI18n } from '../i18n.ts'
import { type SwissBillWords, swissBillWords } from './swiss-bill-words.ts'

/** A payment part with its receipt, as SIX's "Swiss Implementation Guidelines QR-bill" 2.3 describe it. */
export type SwissBill = {
  readonly words: SwissBillWords
  /** What the code says, a field a line. */
  readonly content: string
  readonly alt: string
  readonly iban: string
  /** Name, street and town. */
  readonly payableTo: readonly string[]
  readonly reference: string | null
  readonly additional: string
  /** Null leaves a field to fill in. */
  readonly payableBy: readonly string[] | null
  readonly currency: string
  readonly amount: string
}

/** With two decimals: less than a billion. */
const mostMinor = 99_999_999_999

/**
 * The Swiss QR-bill of an invoice; null where there is none: for other currencies than francs and euros, for accounts elsewhere,
 * and where the seller's address is incomplete or has letters that Swiss banks do not take.
 */
export function swissBill(
  { to, amountMinor, reference: number }: Transfer,
  { currency, seller, buyer }: IssuedInvoice,
  { locale, words }: PrintI18n,
): SwissBill | null {
  if ((currency !== 'chf' && currency !== 'eur') || to.number.kind !== 'iban') return null
  const { iban } = to.number
  const creditor = partyOf(to.holder, seller.address)
  const debtor = partyOf(buyer.name, buyer.address)
  const reference = swissReference(iban, number)
  if (!/^(CH|LI)/.test(iban) || !creditor || !reference || amountMinor < 1 || amountMinor > mostMinor) return null
  const [whole, cents] = [String(Math.floor(amountMinor / 100)), String(amountMinor % 100).padStart(2, '0')]
  const additional = fitting(number, 140) ?? ''
  const content = [
    ...['SPC', '0200', '1', iban],
    ...fieldsOf(creditor),
    // The ultimate creditor, which is for later.
    ...Array(7).fill(''),
    ...[`${whole}.${cents}`, currency.toUpperCase()],
    ...(debtor ? fieldsOf(debtor) : Array(7).fill('')),
    ...[reference.type, reference.reference, additional, 'EPD'],
  ]
  return {
    words: swissBillWords(locale.language),
    content: content.join('\n'),
    alt: words.print.bankCodeAlt,
    iban: inGroups(iban),
    payableTo: linesOf(creditor),
    reference: reference.type === 'NON' ? null : groupedReference(reference.reference),
    additional,
    payableBy: debtor && linesOf(debtor),
    currency: currency.toUpperCase(),
    amount: `${whole.replace(/\B(?=(\d{3})+$)/g, ' ')}.${cents}`,
  }
}

type Party = {
  readonly name: string
  readonly street: string
  readonly postalCode: string
  readonly town: string
  readonly country: string
}

/** Null where something is missing that the code needs, or has other letters. */
function partyOf(name: string | null, address: Address | null): Party | null {
  const party = {
    name: fitting(name, 70),
    street: fitting([address?.line1, address?.line2].filter(Boolean).join(', '), 70),
    postalCode: fitting(address?.postalCode, 16),
    town: fitting(address?.city, 35),
    country: fitting(address?.country, 2),
  }
  const { street, ...needed } = party
  return street === null || !Object.values(needed).every(Boolean) ? null : (party as Party)
}

/** Structured, the house number with its street. */
const fieldsOf = ({ name, street, postalCode, town, country }: Party): string[] => [
  'S',
  name,
  street,
  '',
  postalCode,
  town,
  country,
]

const linesOf = ({ name, street, postalCode, town, country }: Party): string[] => [
  name,
  ...(street ? [street] : []),
  `${/^(CH|LI)$/.test(country) ? '' : `${country}-`}${postalCode} ${town}`,
]

/** The letters that the standard allows: Latin with its first extension, four of Romanian, and the euro. */
const allowed = /^[\u0020-\u007e\u00a0-\u017f\u0218-\u021b\u20ac]*$/

/** A text as the code can have it, of at most so many characters; null if it has others. */
function fitting(text: string | null | undefined, length: number): string | null {
  const plain = (text ?? '')
    .normalize('NFC')
    .replace(/[‘’‚′]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[‐-―−]/g, '-')
    .replace(/\s+/g, ' ')
    .trim()
  return allowed.test(plain) ? plain.slice(0, length).trim() : null
}
