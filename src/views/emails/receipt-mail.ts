import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { paidWithName } from '../parts/method-name.ts'
import type { MailProps } from './letter.ts'
import { invoiceFacts, invoiceLines, pageButton } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** Thanks for money that arrived: all of it, or a part and what is left. */
export const receiptMail = (props: MailProps): Mail =>
  mailOf(props, (i18n) => {
    const { invoice, now } = props
    const { words, money } = i18n
    const payment = props.payment ?? invoice.payments.findLast(({ status }) => status === 'succeeded')
    const remainingMinor = amountRemainingMinor(invoice)
    const creditMinor = payment ? payment.receivedMinor - payment.allocatedMinor : 0
    const method = payment && paidWithName(payment, i18n)
    const parts = {
      number: i18n.name(invoice.number),
      seller: i18n.name(invoice.seller.name),
      amount: money(payment?.receivedMinor ?? 0),
      remaining: money(remainingMinor),
      date: i18n.dayAt(payment?.settledAt ?? now),
    }
    const isPart = remainingMinor > 0
    return {
      subject: isPart ? words.mail.receipt.subjectPart(parts) : words.mail.receipt.subject(parts),
      heading: words.mail.receipt.heading,
      paragraphs: [isPart ? words.mail.receipt.textPart(parts) : words.mail.receipt.text(parts)],
      amount: { name: words.mail.paid, value: parts.amount },
      facts: [
        { name: words.mail.paidOn, value: parts.date },
        ...(method ? [{ name: words.mail.paidWith, value: method }] : []),
        ...(isPart ? [{ name: words.mail.stillToPay, value: parts.remaining }] : []),
        ...invoiceFacts(invoice, i18n),
      ],
      ...invoiceLines(invoice, i18n),
      button: pageButton(props, i18n),
      closing: creditMinor > 0 ? [words.document.keptAsCredit({ ...parts, amount: money(creditMinor) })] : [],
    }
  })
