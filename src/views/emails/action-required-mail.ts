import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { MailProps } from './letter.ts'
import { amountToPay, invoiceFacts } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** The customer's bank wants a confirmation that only the customer can give. */
export const actionRequiredMail = (props: MailProps): Mail =>
  mailOf(props, (i18n) => {
    const { invoice, url, payment } = props
    const { words } = i18n
    const parts = {
      number: i18n.name(invoice.number),
      seller: i18n.name(invoice.seller.name),
      amount: i18n.money(payment?.amountMinor ?? amountRemainingMinor(invoice)),
    }
    return {
      subject: words.mail.action.subject(parts),
      heading: words.mail.action.heading,
      paragraphs: [words.mail.action.text(parts), words.mail.action.next],
      amount: amountToPay(invoice, i18n),
      facts: invoiceFacts(invoice, i18n),
      lines: [],
      moreLines: null,
      sums: [],
      button: url === null ? null : { url, label: words.mail.confirmWithBank },
      closing: [],
    }
  })
