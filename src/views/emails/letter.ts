import type { Account } from '../../core/accounts/account.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Payment } from '../../core/payments/payment.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import type { BillingDocument, Field } from '../document/billing-document.ts'
import type { MailI18n } from '../i18n.ts'
import type { Reader } from '../reader.ts'
import type { MailWords } from '../words/catalogue.ts'
import type { Locale } from '../words/locale.ts'
import type { Sender } from './sender.ts'

/** The PDF of a mail: a file of it, or where it is too large for that, what downloads it (absolute). */
export type MailPdf = { readonly kind: 'attached' } | { readonly kind: 'linked'; readonly url: string }

export type MailProps = {
  readonly account: Account
  readonly invoice: IssuedInvoice
  /** Whether the page would offer a way to pay now. */
  readonly canPay: boolean
  /** The transfer that would pay what remains; null where none is offered. */
  readonly transfer: Transfer | null
  readonly reader: Reader
  /** The signed link, absolute; null where the merchant's mails carry none. */
  readonly url: string | null
  /** How the mail's PDF reaches the customer; null where it has none. */
  readonly pdf: MailPdf | null
  /** Ms since 1970. */
  readonly now: number
  /** Where the logo is fetched from, e.g. `https://pay.example.com`. */
  readonly origin: string
  /** The payment that a receipt, a failure or a confirmation is about. */
  readonly payment?: Payment
  /** The reminder step that is due, e.g. `due+7`. */
  readonly step?: string
}

/** What a letter is written from. */
export type LetterContext = MailProps & {
  readonly document: BillingDocument
  readonly i18n: MailI18n
  /** The invoice's number and its seller, for sentences. */
  readonly named: { readonly number: string; readonly seller: string }
}

/** What a letter is set on: whose it is, to whom it goes, and in which language. */
export type Stationery = {
  readonly sender: Sender
  readonly locale: Locale
  readonly words: MailWords
  readonly recipient: string | null
  /** The sender, as the law requires it on business letters. */
  readonly senderLines: readonly string[]
  /** Where the logo is fetched from, e.g. `https://pay.example.com`. */
  readonly origin: string
  /** What the button's address is called where it is shown as a link, and what is said of it. */
  readonly link: { readonly name: string; readonly note: string }
}

/** The content of a mail; its HTML and its plain text are both made from it, so that they say the same. */
export type Letter = {
  readonly subject: string
  readonly heading: string
  readonly paragraphs: readonly string[]
  /** The one thing the mail is about, in large letters: an amount, or a code. */
  readonly figure: Field
  readonly facts: readonly Field[]
  /** What is billed, so that a mail makes sense without opening the link. */
  readonly summary?: {
    readonly lines: readonly Field[]
    readonly moreLines: string | null
    /** From the lines to the total, and what was already paid of it. */
    readonly sums: readonly Field[]
  }
  /** The merchant's own words on the invoice. */
  readonly memo?: string | null
  readonly button: { readonly label: string; readonly url: string } | null
  /** How to pay by transfer: what to do, and what to tell the bank. */
  readonly transfer?: { readonly text: string; readonly facts: readonly Field[]; readonly check: string } | null
  /** Where the PDF is. */
  readonly pdf?: {
    readonly text: string
    readonly link: { readonly label: string; readonly url: string } | null
  } | null
  readonly closing: readonly string[]
}
