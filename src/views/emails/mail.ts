import type { Account } from '../../core/accounts/account.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { oneLine } from '../../core/one-line.ts'
import type { Payment } from '../../core/payments/payment.ts'
import { type Reader, readerOf } from '../reader.ts'
import type { Locale } from '../words/locale.ts'
import { letterHtml } from './letter-html.tsx'
import { letterText } from './letter-text.ts'

export type Mail = { readonly subject: string; readonly html: string; readonly text: string }

export type MailProps = {
  readonly account: Account
  readonly invoice: IssuedInvoice
  /** Whether the page would offer a way to pay now. */
  readonly canPay: boolean
  readonly locale: Locale
  /** The signed link, absolute; null where the merchant's mails carry none. */
  readonly url: string | null
  /** Ms since 1970. */
  readonly now: number
  /** Where the logo is fetched from, e.g. `https://pay.example.com`. */
  readonly origin: string
  /** The payment that a receipt, a failure or a confirmation is about. */
  readonly payment?: Payment
  /** The reminder step that is due, e.g. `due+7`. */
  readonly step?: string
}

export type Fact = { readonly name: string; readonly value: string }

/** A mail before it is set: its HTML and its plain text are both written from this, so neither says less. */
export type Letter = {
  readonly subject: string
  readonly heading: string
  readonly paragraphs: readonly string[]
  /** The one amount the mail is about. */
  readonly amount: Fact
  readonly facts: readonly Fact[]
  readonly lines: readonly Fact[]
  readonly moreLines: string | null
  /** From the lines to the total, and what was already paid of it. */
  readonly sums: readonly Fact[]
  /** The merchant's own words on the invoice. */
  readonly memo?: string | null
  readonly button: { readonly label: string; readonly url: string } | null
  readonly closing: readonly string[]
}

/** Sets a letter as a mail from a merchant. */
export function mailOf(props: MailProps, write: (reader: Reader) => Letter): Mail {
  const reader = readerOf(props.invoice, props.locale)
  const letter = write(reader)
  return {
    subject: subjectLine(letter.subject),
    html: letterHtml(letter, props, reader),
    text: letterText(letter, props, reader),
  }
}

const longestSubject = 200

/** One line of bearable length, whatever the names in it contain: a line break would start a new header. */
function subjectLine(text: string): string {
  const line = oneLine(text)
  const letters = [...line]
  return letters.length <= longestSubject ? line : `${letters.slice(0, longestSubject - 1).join('')}…`
}
