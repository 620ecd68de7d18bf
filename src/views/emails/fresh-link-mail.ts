import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { MailProps } from './letter.ts'
import { amountFact, invoiceFacts, pageButton } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** A new link for a customer whose old one has expired; it is sent only to the address on file. */
export const freshLinkMail = (props: MailProps): Mail =>
  mailOf(props, (context) => {
    const { invoice, named } = context
    const { words, money, day } = context.i18n
    const { fresh } = words.mail
    const isSettled = amountRemainingMinor(invoice) === 0 || invoice.status === 'void'
    const parts = {
      ...named,
      amount: money(isSettled ? invoice.totals.totalMinor : amountRemainingMinor(invoice)),
    }
    const isDue = !isSettled && invoice.dueOn !== null
    return {
      subject: isDue ? fresh.subject({ ...parts, due: day(invoice.dueOn) }) : fresh.subjectWithoutDue(parts),
      heading: fresh.heading,
      paragraphs: [fresh.text(parts)],
      figure: isSettled ? { name: words.document.total, value: parts.amount } : amountFact(context),
      facts: invoiceFacts(context),
      button: pageButton(context),
      closing: [fresh.notYou],
    }
  })
