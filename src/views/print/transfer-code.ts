import type { Currency } from '../../core/money/currencies.ts'
import { isQrIban } from '../../core/payments/swiss-reference.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import type { PrintI18n } from '../i18n.ts'
import type { Code } from './printed.ts'

/** EPC069-12: at least one cent, less than a billion euros. */
const mostMinor = 99_999_999_999

/**
 * The code that European banking apps read (EPC069-12, "GiroCode"); null where there is none: for other currencies, and accounts
 * without an IBAN or with a QR-IBAN, which takes no text as its reference.
 */
export function transferCode(
  { to, amountMinor, reference }: Transfer,
  currency: Currency,
  i18n: PrintI18n,
): Code | null {
  if (currency !== 'eur' || to.number.kind !== 'iban' || amountMinor < 1 || amountMinor > mostMinor) return null
  const { iban, bic } = to.number
  if (isQrIban(iban)) return null
  const lines = ['BCD', '002', '1', 'SCT', bic ?? '', within(to.holder, 70), iban, `EUR${euros(amountMinor)}`, '', '']
  const { bankCodeText: text, bankCodeAlt: alt } = i18n.words.print
  return { content: [...lines, within(reference, 140)].join('\n'), text, alt }
}

const euros = (amountMinor: number): string =>
  `${Math.floor(amountMinor / 100)}.${String(amountMinor % 100).padStart(2, '0')}`

const within = (text: string, length: number): string =>
  [...text.replace(/[\s\p{Cc}]+/gu, ' ').trim()].slice(0, length).join('')
