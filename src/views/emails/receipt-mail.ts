import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { paidWithName } from '../parts/method-name.ts'
import type { MailProps } from './letter.ts'
import { invoiceFacts, pageButton, pdfPart, summaryOf } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** Thanks for a payment: in full, or in part with what is left. */
export const receiptMail = (props: MailProps): Mail =>
  mailOf(props, (context) => {
    const { invoice, now, named, i18n } = context
    const { words, money } = i18n
    const payment = context.payment ?? invoice.payments.findLast(({ status }) => status === 'succeeded')
    const remainingMinor = amountRemainingMinor(invoice)
    const creditMinor = payment ? payment.receivedMinor - payment.allocatedMinor : 0
    // "Paid with" cannot be answered by "outside this page".
    const method = payment && payment.kind !== 'out_of_band' ? paidWithName(payment, i18n) : null
    const parts = {
      ...named,
      amount: money(payment?.receivedMinor ?? 0),
      remaining: money(remainingMinor),
      date: i18n.dayAt(payment?.settledAt ?? now),
    }
    const isPart = remainingMinor > 0
    return {
      subject: isPart ? words.mail.receipt.subjectPart(parts) : words.mail.receipt.subject(parts),
      heading: words.mail.receipt.heading,
      paragraphs: [isPart ? words.mail.receipt.textPart(parts) : words.mail.receipt.text(parts)],
      figure: { name: words.document.paid, value: parts.amount },
      facts: [
        { name: words.mail.paidOn, value: parts.date },
        ...(method ? [{ name: words.mail.paidWith, value: method }] : []),
        ...(isPart ? [{ name: words.document.remaining, value: parts.remaining }] : []),
        ...invoiceFacts(context),
      ],
      summary: summaryOf(context),
      button: pageButton(context),
      pdf: pdfPart(context, 'receipt'),
      closing: creditMinor > 0 ? [words.document.keptAsCredit({ ...parts, amount: money(creditMinor) })] : [],
    }
  })
