import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { MailProps } from './letter.ts'
import { amountToPay, invoiceFacts, pageButton } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** A new link for somebody whose old one has ended; it goes only to the address on file. */
export const freshLinkMail = (props: MailProps): Mail =>
  mailOf(props, (i18n) => {
    const { invoice } = props
    const { fresh } = i18n.words.mail
    const isSettled = amountRemainingMinor(invoice) === 0 || invoice.status === 'void'
    const parts = {
      number: i18n.name(invoice.number),
      seller: i18n.name(invoice.seller.name),
      amount: i18n.money(isSettled ? invoice.totals.totalMinor : amountRemainingMinor(invoice)),
    }
    const isDue = !isSettled && invoice.dueOn !== null
    return {
      subject: isDue ? fresh.subject({ ...parts, due: i18n.day(invoice.dueOn) }) : fresh.subjectWithoutDue(parts),
      heading: fresh.heading,
      paragraphs: [fresh.text(parts)],
      amount: isSettled ? { name: i18n.words.mail.total, value: parts.amount } : amountToPay(invoice, i18n),
      facts: invoiceFacts(invoice, i18n),
      lines: [],
      moreLines: null,
      sums: [],
      button: pageButton(props, i18n),
      closing: [fresh.notYou],
    }
  })
