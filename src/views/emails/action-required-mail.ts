import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { MailProps } from './letter.ts'
import { amountToPay, invoiceFacts } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** The customer's bank wants a confirmation that only the customer can give. */
export const actionRequiredMail = (props: MailProps): Mail =>
  mailOf(props, (reader) => {
    const { invoice, url, payment } = props
    const { words } = reader
    const parts = {
      number: reader.name(invoice.number),
      seller: reader.name(invoice.seller.name),
      amount: reader.money(payment?.amountMinor ?? amountRemainingMinor(invoice)),
    }
    return {
      subject: words.mail.action.subject(parts),
      heading: words.mail.action.heading,
      paragraphs: [words.mail.action.text(parts), words.mail.action.next],
      amount: amountToPay(invoice, reader),
      facts: invoiceFacts(invoice, reader),
      lines: [],
      moreLines: null,
      sums: [],
      button: url === null ? null : { url, label: words.mail.confirmWithBank },
      closing: [],
    }
  })
