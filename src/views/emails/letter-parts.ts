import type { PrintedKind } from '../../core/documents/stored-document.ts'
import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import { amountToPay } from '../document/amount-to-pay.ts'
import type { BillingDocument, Field, TotalsRow } from '../document/billing-document.ts'
import type { MailI18n } from '../i18n.ts'
import type { Letter, LetterContext } from './letter.ts'
import type { Sender } from './sender.ts'

/** Which invoice, issued when, due when: the same three lines in every mail. */
export const invoiceFacts = ({ document, i18n }: LetterContext): Field[] =>
  document.fields.map(({ name, value }) => ({ name, value: i18n.name(value) }))

const mostLines = 5

/** The first lines of the invoice and its sums. */
export function summaryOf({ document, i18n }: LetterContext): Letter['summary'] {
  const { words, money, count } = i18n
  const left = document.lines.length - mostLines
  return {
    lines: document.lines
      .slice(0, mostLines)
      .map(({ description, amountMinor }) => ({ name: description, value: money(amountMinor) })),
    moreLines: left > 0 ? words.mail.moreLines({ lines: count(left) }) : null,
    sums: sumsOf(document, i18n),
  }
}

/** A mail is a summary: one row for all discounts and one for all added taxes, which the page shows one by one. */
function sumsOf({ totals }: BillingDocument, { words, money }: MailI18n): Field[] {
  const all = (kind: TotalsRow['kind']) =>
    totals.reduce((sum, row) => (row.kind === kind ? sum + row.amountMinor : sum), 0)
  const summed = [
    { label: words.document.discount, amountMinor: all('discount') },
    { label: words.document.tax, amountMinor: all('tax') },
  ]
  return [...summed.filter(({ amountMinor }) => amountMinor !== 0), ...totals.filter(({ kind }) => isKept[kind])].map(
    ({ label, amountMinor }) => ({ name: label, value: money(amountMinor) }),
  )
}

/** Which rows a mail shows as they are. What is still to pay, or that it is paid, stands large above. */
const isKept: Readonly<Record<TotalsRow['kind'], boolean>> = {
  subtotal: false,
  discount: false,
  tax: false,
  included_tax: false,
  tax_not_charged: true,
  total: true,
  balance: true,
  paid: true,
  remaining: false,
  settled: false,
}

export function amountFact({ invoice, i18n: { words, money } }: LetterContext): Field {
  const { label, amountMinor } = amountToPay(invoice, words)
  return { name: label, value: money(amountMinor) }
}

/** The button that leads to the page; none where the merchant's mails carry no link. */
export function pageButton({ invoice, url, canPay, i18n }: LetterContext): Letter['button'] {
  if (url === null) return null
  const { viewAndPay, viewInvoice } = i18n.words.mail
  return {
    url,
    label: canPay ? viewAndPay({ amount: i18n.money(amountRemainingMinor(invoice)) }) : viewInvoice,
  }
}

/** The merchant's bank account, for those who pay by transfer. */
export function transferPart({ document, named, i18n }: LetterContext): Letter['transfer'] {
  if (document.paymentMeans.length === 0) return null
  const { mailText, check } = i18n.words.transfer
  return { text: mailText(named), facts: document.paymentMeans, check: check(named) }
}

/** Whether the PDF is attached, or where it can be downloaded. */
export function pdfPart({ pdf, i18n: { words } }: LetterContext, document: PrintedKind): Letter['pdf'] {
  if (pdf === null) return null
  if (pdf.kind === 'attached') return { text: words.mail.attached[document], link: null }
  return { text: words.mail.tooLarge[document], link: { label: words.mail.download, url: pdf.url } }
}

/** How to reach the sender, one way a line. */
export const contactLines = ({ supportEmail, supportPhone, website }: Sender): string[] =>
  [supportEmail, supportPhone, website].filter((line) => line !== null)

/** The sender, as the law requires it on business letters. */
export const sellerLines = ({ seller: { name, lines, taxIds } }: BillingDocument): string[] => [
  ...(name === null ? [] : [name]),
  ...lines,
  ...taxIds.map((taxId) => `${taxId.name} ${taxId.value}`),
]
