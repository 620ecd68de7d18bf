import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { chargedMinor } from '../../core/payments/payment.ts'
import type { MailProps } from './letter.ts'
import { amountFact, invoiceFacts } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** The customer's bank wants a confirmation that only the customer can give. */
export const actionRequiredMail = (props: MailProps): Mail =>
  mailOf(props, (context) => {
    const { invoice, url, payment, named } = context
    const { words, money } = context.i18n
    const parts = { ...named, amount: money(payment ? chargedMinor(payment) : amountRemainingMinor(invoice)) }
    return {
      subject: words.mail.action.subject(parts),
      heading: words.mail.action.heading,
      paragraphs: [words.mail.action.text(parts), words.mail.action.next],
      figure: amountFact(context),
      facts: invoiceFacts(context),
      button: url === null ? null : { url, label: words.mail.confirmWithBank },
      closing: [],
    }
  })
