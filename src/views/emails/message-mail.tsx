import type { Account } from '../../core/accounts/account.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { InvoiceMessage } from '../../core/invoices/message.ts'
import { renderPage } from '../render.ts'
import { isolate } from '../words/isolate.ts'
import { chooseLocale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'
import { type Mail, subjectLine } from './mail.ts'

type MessageMailProps = {
  readonly account: Account
  readonly invoice: IssuedInvoice
  readonly message: InvoiceMessage
  /** The customer's address; null where there is none to reply to. */
  readonly from: string | null
}

/** What a customer wrote about an invoice, to the merchant and in the merchant's language. */
export function messageMail({ account, invoice, message, from }: MessageMailProps): Mail {
  const locale = chooseLocale([], null, account.locale)
  const name = (text: string) => isolate(text, locale.direction)
  const { message: words } = wordsFor(locale, 'details')
  const parts = { number: name(invoice.number), customer: name(invoice.buyer.name ?? from ?? invoice.customerId) }
  const heading = message.kind === 'problem' ? words.problem(parts) : words.question(parts)
  const line = invoice.lines.find(({ id }) => id === message.lineId)
  const about = line?.description ? words.about({ line: name(line.description) }) : null
  const closing = [...(from === null ? [] : [words.reply({ customer: parts.customer })]), words.paused]
  return {
    subject: subjectLine(heading),
    text: [heading, ...(about ? [about] : []), message.text, '-- ', ...closing].join('\n\n'),
    html: renderPage(
      <html lang={locale.tag} dir={locale.direction}>
        <head>
          <meta charset="utf-8" />
          <title>{heading}</title>
        </head>
        <body>
          <h1>{heading}</h1>
          {about && <p>{about}</p>}
          <blockquote dir="auto">
            {message.text.split('\n').map((row) => (
              <div>{row || '\u00a0'}</div>
            ))}
          </blockquote>
          {closing.map((sentence) => (
            <p>{sentence}</p>
          ))}
        </body>
      </html>,
    ),
  }
}
