import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { allWentBack } from '../../core/payments/money-back.ts'
import type { Letter, LetterContext, MailProps } from './letter.ts'
import { amountFact, invoiceFacts, pageButton, pdfPart, summaryOf, transferPart } from './letter-parts.ts'
import { type Mail, mailOf } from './mail.ts'

/** The mail that brings an invoice, with the link or without. */
export const invoiceMail = (props: MailProps): Mail =>
  mailOf(props, (context) => {
    const { invoice, url, transfer, named } = context
    const { words, money } = context.i18n
    const isSettled = amountRemainingMinor(invoice) === 0
    return {
      ...opening(context, isSettled),
      heading: words.mail.invoice.heading(named),
      figure: isSettled ? { name: words.document.total, value: money(invoice.totals.totalMinor) } : amountFact(context),
      facts: invoiceFacts(context),
      summary: summaryOf(context),
      button: pageButton(context),
      transfer: transferPart(context),
      memo: invoice.memo,
      pdf: pdfPart(context, 'invoice'),
      closing: url === null && !isSettled && !transfer ? [words.mail.noLinkText(named)] : [],
    }
  })

type Opening = Pick<Letter, 'subject' | 'paragraphs'>

/** What the mail is about; that of a revision begins with the invoice that it replaces. */
function opening(context: LetterContext, isSettled: boolean): Opening {
  const { invoice, named, i18n } = context
  if (!invoice.revisionOf) return plainOpening(context, isSettled)
  const words = i18n.words.mail.invoice
  const versions = { number: named.number, older: i18n.name(invoice.revisionOf.number) }
  const { subject, paragraphs } = plainOpening(
    { ...context, named: { ...named, number: words.revision(versions) } },
    isSettled,
  )
  return { subject, paragraphs: [words.replaces(versions), ...paragraphs] }
}

function plainOpening(
  { invoice, named, i18n: { words: allWords, money, day } }: LetterContext,
  isSettled: boolean,
): Opening {
  const { invoice: words } = allWords.mail
  const parts = { ...named, amount: money(isSettled ? invoice.totals.totalMinor : amountRemainingMinor(invoice)) }
  const wentBack = isSettled ? allWentBack(invoice) : null
  if (wentBack) {
    const text = wentBack === 'reversed' ? words.textReversed : words.textRefunded
    return { subject: words.subjectWithoutDue(parts), paragraphs: [text(parts)] }
  }
  if (isSettled) return { subject: words.subjectPaid(parts), paragraphs: [words.textPaid(parts)] }
  if (invoice.dueOn === null)
    return { subject: words.subjectWithoutDue(parts), paragraphs: [words.textWithoutDue(parts)] }
  const due = day(invoice.dueOn)
  return { subject: words.subject({ ...parts, due }), paragraphs: [words.text({ ...parts, due })] }
}
