import { daysBetween } from '../../core/calendar/day.ts'
import { promiseStep, stepName } from '../../core/collection/plan.ts'
import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { isAwaitingTransfer, unsettledOf } from '../../core/payments/payment.ts'
import type { MailWords } from '../words/catalogue.ts'
import type { MailProps } from './letter.ts'
import { amountFact, invoiceFacts, pageButton, summaryOf, transferPart } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

type Tone = keyof MailWords['reminder']

/** A reminder: friendly before the due day, firmer with each step after it. Days are counted today, where the customer is, also for a missed step. */
export const reminderMail = (props: MailProps): Mail =>
  mailOf(props, (context) => {
    const { invoice, url, transfer, now, step = '', named, i18n } = context
    const { words } = i18n
    const dueOn = invoice.dueOn ?? invoice.issuedOn
    const daysLate = daysBetween(dueOn, i18n.today(now))
    // The customer's day is over and the merchant's is not: it is neither due today nor late, so no day is counted.
    const isBetween = daysLate > 0 && invoice.overdueFrom !== null && now < invoice.overdueFrom
    const open = unsettledOf(invoice.payments)
    const reminder = words.mail.reminder[isBetween ? 'before' : toneOf(invoice, step, daysLate)]
    const parts = {
      ...named,
      amount: i18n.money(amountRemainingMinor(invoice)),
      due: i18n.day(dueOn),
      days: i18n.count(Math.abs(daysLate)),
    }
    return {
      subject: isBetween ? words.mail.invoice.subject(parts) : reminder.subject(parts),
      heading: reminder.heading,
      paragraphs: [
        reminder.text(parts),
        ...(invoice.promise && step === promiseStep(invoice.promise.payOn)
          ? [words.mail.promiseOver({ day: i18n.day(invoice.promise.payOn) })]
          : []),
        ...(open && isAwaitingTransfer(open) ? [words.mail.transferChosen({ date: i18n.dayAt(open.createdAt) })] : []),
      ],
      figure: amountFact(context),
      facts: invoiceFacts(context),
      summary: summaryOf(context),
      button: pageButton(context),
      transfer: transferPart(context),
      closing: [reminder.close, ...(url === null && !transfer ? [words.mail.noLinkText(parts)] : [])],
    }
  })

function toneOf({ plan }: IssuedInvoice, step: string, daysLate: number): Tone {
  if (daysLate < 0) return 'before'
  if (daysLate === 0) return 'today'
  const after = plan.reminderDays.filter((days) => days > 0).sort((a, b) => a - b)
  const place = after.findIndex((days) => stepName(days) === step)
  if (place <= 0) return 'late'
  return place >= 2 && place === after.length - 1 ? 'last' : 'later'
}
