import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { allWentBack } from '../../core/payments/money-back.ts'
import type { MailI18n } from '../i18n.ts'
import type { Letter, MailProps } from './letter.ts'
import { amountToPay, invoiceFacts, invoiceLines, pageButton, transferPart } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** The mail that brings an invoice, with the link or without. */
export const invoiceMail = (props: MailProps): Mail =>
  mailOf(props, (i18n) => {
    const { invoice, url, transfer } = props
    const { words } = i18n
    const isSettled = amountRemainingMinor(invoice) === 0
    return {
      ...opening(props, i18n, isSettled),
      heading: words.mail.invoice.heading({ seller: i18n.name(invoice.seller.name) }),
      amount: isSettled
        ? { name: words.mail.total, value: i18n.money(invoice.totals.totalMinor) }
        : amountToPay(invoice, i18n),
      facts: invoiceFacts(invoice, i18n),
      ...invoiceLines(invoice, i18n),
      button: pageButton(props, i18n),
      transfer: transferPart(props, i18n),
      memo: invoice.memo,
      closing:
        url === null && !isSettled && !transfer
          ? [words.mail.noLinkText({ seller: i18n.name(invoice.seller.name) })]
          : [],
    }
  })

function opening({ invoice }: MailProps, i18n: MailI18n, isSettled: boolean): Pick<Letter, 'subject' | 'paragraphs'> {
  const { invoice: words } = i18n.words.mail
  const parts = { number: i18n.name(invoice.number), seller: i18n.name(invoice.seller.name) }
  if (isSettled) {
    const amount = i18n.money(invoice.totals.totalMinor)
    const wentBack = allWentBack(invoice)
    if (wentBack) {
      const text = wentBack === 'reversed' ? words.textReversed : words.textRefunded
      return { subject: words.subjectWithoutDue({ ...parts, amount }), paragraphs: [text({ ...parts, amount })] }
    }
    return { subject: words.subjectPaid({ ...parts, amount }), paragraphs: [words.textPaid({ ...parts, amount })] }
  }
  const amount = i18n.money(amountRemainingMinor(invoice))
  if (invoice.dueOn === null) {
    return {
      subject: words.subjectWithoutDue({ ...parts, amount }),
      paragraphs: [words.textWithoutDue({ ...parts, amount })],
    }
  }
  const due = i18n.day(invoice.dueOn)
  return { subject: words.subject({ ...parts, amount, due }), paragraphs: [words.text({ ...parts, amount, due })] }
}
