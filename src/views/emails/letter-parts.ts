import type { Account } from '../../core/accounts/account.ts'
import { amountPaidMinor, amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { MailI18n } from '../i18n.ts'
import { addressLines } from '../parts/address-lines.ts'
import { carriedRow } from '../parts/carried-row.ts'
import { taxIdLabel } from '../parts/tax-id-label.ts'
import { transferFacts } from '../parts/transfer-facts.ts'
import type { Fact, Letter, MailProps } from './letter.ts'

/** Which invoice, issued when, due when: the same three lines in every mail. */
export function invoiceFacts(invoice: IssuedInvoice, { words, day, name }: MailI18n): Fact[] {
  return [
    { name: words.mail.invoiceNumber, value: name(invoice.number) },
    { name: words.mail.issued, value: day(invoice.issuedOn) },
    ...(invoice.dueOn ? [{ name: words.mail.due, value: day(invoice.dueOn) }] : []),
  ]
}

const mostLines = 5

/** The first lines of the invoice and its sums, so that a mail makes sense without opening the link. */
export function invoiceLines(invoice: IssuedInvoice, i18n: MailI18n): Pick<Letter, 'lines' | 'moreLines' | 'sums'> {
  const { words, money, count } = i18n
  const carried = carriedRow(invoice, i18n)
  const amounts = new Map(invoice.totals.lines.map(({ lineId, amountMinor }) => [lineId, amountMinor]))
  const lines = invoice.lines.slice(0, mostLines).map(({ id, description }) => ({
    name: description ?? words.document.noDescription,
    value: money(amounts.get(id) ?? 0),
  }))
  const paidMinor = amountPaidMinor(invoice)
  const { discountMinor, taxes, totalMinor } = invoice.totals
  const addedTaxMinor = taxes.reduce((sum, { inclusive, amountMinor }) => sum + (inclusive ? 0 : amountMinor), 0)
  const sums = [
    ...(discountMinor > 0 ? [{ name: words.document.discount, value: money(-discountMinor) }] : []),
    ...(addedTaxMinor > 0 ? [{ name: words.document.tax, value: money(addedTaxMinor) }] : []),
    { name: words.mail.total, value: money(totalMinor) },
    ...(carried ? [{ name: carried.label, value: carried.amount }] : []),
    ...(paidMinor > 0 ? [{ name: words.mail.paid, value: money(-paidMinor) }] : []),
  ]
  const left = invoice.lines.length - mostLines
  return { lines, moreLines: left > 0 ? words.mail.moreLines({ lines: count(left) }) : null, sums }
}

export const amountToPay = (invoice: IssuedInvoice, { words, money }: MailI18n): Fact => ({
  name: words.mail.amountDue,
  value: money(amountRemainingMinor(invoice)),
})

/** The button that leads to the page; none where the merchant's mails carry no link. */
export function pageButton({ invoice, url, canPay }: MailProps, { words, money }: MailI18n): Letter['button'] {
  if (url === null) return null
  const remainingMinor = amountRemainingMinor(invoice)
  return { url, label: canPay ? words.mail.viewAndPay({ amount: money(remainingMinor) }) : words.mail.viewInvoice }
}

/** The merchant's bank account, for those who pay by transfer. */
export function transferPart({ invoice, transfer }: MailProps, i18n: MailI18n): Letter['transfer'] {
  const seller = i18n.name(invoice.seller.name)
  const { mailText, check } = i18n.words.transfer
  return transfer && { text: mailText({ seller }), facts: transferFacts(transfer, i18n), check: check({ seller }) }
}

/** How to reach the merchant, one way a line. */
export const contactLines = ({ supportEmail, supportPhone, website }: Account): string[] =>
  [supportEmail, supportPhone, website].filter((line): line is string => line !== null)

/** Who sends this, as the law wants it on business letters. */
export function sellerLines({ seller }: IssuedInvoice, { locale, words }: MailI18n): string[] {
  return [
    seller.name,
    ...(seller.address ? addressLines(seller.address, locale.tag) : []),
    ...seller.taxIds.map(({ type, value }) => `${taxIdLabel(type, words)} ${value}`),
  ]
}
