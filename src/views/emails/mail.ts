import { oneLine } from '../../core/one-line.ts'
import { invoiceDocument } from '../document/invoice-document.ts'
import { mailI18n } from '../i18n.ts'
import type { Letter, LetterContext, MailProps } from './letter.ts'
import { letterHtml } from './letter-html.tsx'
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
  return { subject: subjectLine(letter.subject), html: letterHtml(letter, context), text: letterText(letter, context) }
}

const longestSubject = 200

/** One line of bearable length, whatever the names in it contain: a line break would start a new header. */
export function subjectLine(text: string): string {
  const line = oneLine(text)
  const letters = [...line]
  return letters.length <= longestSubject ? line : `${letters.slice(0, longestSubject - 1).join('')}…`
}
