import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { chargedMinor } from '../../core/payments/payment.ts'
import { paidWithName } from '../parts/method-name.ts'
import { declineReason } from '../words/declines.ts'
import type { MailProps } from './letter.ts'
import { amountFact, invoiceFacts } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** A payment did not go through: why, what to do, and when it is retried automatically. */
export const paymentFailedMail = (props: MailProps): Mail =>
  mailOf(props, (context) => {
    const { invoice, url, now, named, i18n } = context
    const { words } = i18n
    const payment = context.payment ?? invoice.payments.findLast(({ status }) => status === 'failed')
    const method = payment && paidWithName(payment, i18n)
    const reason = payment?.failure ? declineReason(payment.failure) : 'unknown'
    const { what, next } = words.decline[reason]
    const parts = {
      ...named,
      amount: i18n.money(payment ? chargedMinor(payment) : amountRemainingMinor(invoice)),
      date: i18n.dayAt(payment?.failure?.at ?? now),
    }
    const retry = invoice.nextChargeAt === null ? null : i18n.dayAt(invoice.nextChargeAt)
    return {
      subject: words.mail.failed.subject(parts),
      heading: words.mail.failed.heading,
      paragraphs: [
        words.mail.failed.text(parts),
        // That it did not go through, which is all that is known, is the heading.
        reason === 'unknown' ? words.nothingCharged : `${what} ${words.nothingCharged}`,
        next,
        ...(retry ? [words.nextTry({ date: retry })] : []),
      ],
      figure: amountFact(context),
      facts: [
        { name: words.mail.tried, value: parts.date },
        ...(method ? [{ name: words.mail.triedWith, value: method }] : []),
        ...(retry ? [{ name: words.mail.nextTry, value: retry }] : []),
        ...invoiceFacts(context),
      ],
      button:
        url === null
          ? null
          : {
              url,
              label: words.mail.failed.button({ amount: i18n.money(amountRemainingMinor(invoice)) }),
            },
      closing: [],
    }
  })
