import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { MailProps } from './letter.ts'
import { amountToPay, invoiceFacts, pageButton } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** A new link for somebody whose old one has ended; it goes only to the address on file. */
export const freshLinkMail = (props: MailProps): Mail =>
  mailOf(props, (reader) => {
    const { invoice } = props
    const { fresh } = reader.words.mail
    const isSettled = amountRemainingMinor(invoice) === 0 || invoice.status === 'void'
    const parts = {
      number: reader.name(invoice.number),
      seller: reader.name(invoice.seller.name),
      amount: reader.money(isSettled ? invoice.totals.totalMinor : amountRemainingMinor(invoice)),
    }
    const isDue = !isSettled && invoice.dueOn !== null
    return {
      subject: isDue ? fresh.subject({ ...parts, due: reader.day(invoice.dueOn) }) : fresh.subjectWithoutDue(parts),
      heading: fresh.heading,
      paragraphs: [fresh.text(parts)],
      amount: isSettled ? { name: reader.words.mail.total, value: parts.amount } : amountToPay(invoice, reader),
      facts: invoiceFacts(invoice, reader),
      lines: [],
      moreLines: null,
      sums: [],
      button: pageButton(props, reader),
      closing: [fresh.notYou],
    }
  })
