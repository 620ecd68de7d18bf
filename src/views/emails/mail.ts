import { oneLine } from '../../core/one-line.ts'
import { invoiceDocument } from '../document/invoice-document.ts'
import { mailI18n } from '../i18n.ts'
import type { Letter, LetterContext, MailProps, Stationery } from './letter.ts'
import { letterHtml } from './letter-html.tsx'
import { sellerLines } from './letter-parts.ts'
import { letterText } from './letter-text.ts'

export type Mail = { readonly subject: string; readonly html: string; readonly text: string }

/** Renders a merchant's mail, in HTML and plain text. */
export function mailOf(props: MailProps, write: (context: LetterContext) => Letter): Mail {
  const { invoice, transfer, reader } = props
  const i18n = mailI18n(invoice, reader)
  const document = invoiceDocument(invoice, transfer, i18n)
  const named = { number: i18n.name(invoice.number), seller: i18n.name(invoice.seller.name) }
  const context = { ...props, document, i18n, named }
  const letter = write(context)
  return setMail(letter, {
    sender: props.account,
    locale: reader.locale,
    words: i18n.words.mail,
    recipient: invoice.buyer.name,
    senderLines: sellerLines(document),
    origin: props.origin,
    link: { name: invoice.number, note: i18n.words.mail.linkIsYours },
  })
}

/** Sets a letter in HTML and in plain text. */
export const setMail = (letter: Letter, stationery: Stationery): Mail => ({
  subject: subjectLine(letter.subject),
  html: letterHtml(letter, stationery),
  text: letterText(letter, stationery),
})

const longestSubject = 200

/** One line of bearable length, whatever the names in it contain: a line break would start a new header. */
export function subjectLine(text: string): string {
  const line = oneLine(text)
  const letters = [...line]
  return letters.length <= longestSubject ? line : `${letters.slice(0, longestSubject - 1).join('')}…`
}
