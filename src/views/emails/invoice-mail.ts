import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { allWentBack } from '../../core/payments/money-back.ts'
import type { MailReader } from '../reader.ts'
import type { Letter, MailProps } from './letter.ts'
import { amountToPay, invoiceFacts, invoiceLines, pageButton, transferPart } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** The mail that brings an invoice, with the link or without. */
export const invoiceMail = (props: MailProps): Mail =>
  mailOf(props, (reader) => {
    const { invoice, url, transfer } = props
    const { words } = reader
    const isSettled = amountRemainingMinor(invoice) === 0
    return {
      ...opening(props, reader, isSettled),
      heading: words.mail.invoice.heading({ seller: reader.name(invoice.seller.name) }),
      amount: isSettled
        ? { name: words.mail.total, value: reader.money(invoice.totals.totalMinor) }
        : amountToPay(invoice, reader),
      facts: invoiceFacts(invoice, reader),
      ...invoiceLines(invoice, reader),
      button: pageButton(props, reader),
      transfer: transferPart(props, reader),
      memo: invoice.memo,
      closing:
        url === null && !isSettled && !transfer
          ? [words.mail.noLinkText({ seller: reader.name(invoice.seller.name) })]
          : [],
    }
  })

function opening(
  { invoice }: MailProps,
  reader: MailReader,
  isSettled: boolean,
): Pick<Letter, 'subject' | 'paragraphs'> {
  const { invoice: words } = reader.words.mail
  const parts = { number: reader.name(invoice.number), seller: reader.name(invoice.seller.name) }
  if (isSettled) {
    const amount = reader.money(invoice.totals.totalMinor)
    const wentBack = allWentBack(invoice)
    if (wentBack) {
      const text = wentBack === 'reversed' ? words.textReversed : words.textRefunded
      return { subject: words.subjectWithoutDue({ ...parts, amount }), paragraphs: [text({ ...parts, amount })] }
    }
    return { subject: words.subjectPaid({ ...parts, amount }), paragraphs: [words.textPaid({ ...parts, amount })] }
  }
  const amount = reader.money(amountRemainingMinor(invoice))
  if (invoice.dueOn === null) {
    return {
      subject: words.subjectWithoutDue({ ...parts, amount }),
      paragraphs: [words.textWithoutDue({ ...parts, amount })],
    }
  }
  const due = reader.day(invoice.dueOn)
  return { subject: words.subject({ ...parts, amount, due }), paragraphs: [words.text({ ...parts, amount, due })] }
}
