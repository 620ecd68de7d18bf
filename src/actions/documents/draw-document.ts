import type { Account } from '../../core/accounts/account.ts'
import type { BankAccount } from '../../core/accounts/bank-account.ts'
import { isLeftToCustomer } from '../../core/collection/collection-method.ts'
import { asIssued } from '../../core/documents/document.ts'
import type { DocumentKind } from '../../core/documents/stored-document.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import type { Payment } from '../../core/payments/payment.ts'
import { transferFor } from '../../core/payments/transfer.ts'
import { documentCode } from '../../crypto/document-code.ts'
import { signLink } from '../../crypto/link-token.ts'
import { fileOf } from '../../db/repositories/files.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import { eInvoicesOf } from '../../e-invoice/e-invoices.ts'
import { linkUrl, paths } from '../../paths.ts'
import type { Logo } from '../../pdf/logo.ts'
import { type PrintI18n, printI18n } from '../../views/i18n.ts'
import { printedInvoice } from '../../views/print/invoice.ts'
import { pageSizeFor } from '../../views/print/page-size.ts'
import type { Printed } from '../../views/print/printed.ts'
import { printedReceipt } from '../../views/print/receipt.ts'
import { customerOf } from '../../views/reader.ts'

/** An invoice with its parties, once it is issued. */
export type Issued = WithParties & { readonly invoice: IssuedInvoice }

/** A file of a document. What is printed has a verification code, and names the bank account to pay to. */
export type DocumentFile = {
  readonly kind: DocumentKind
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly code?: string
  readonly payTo?: BankAccount | null
}

/** The invoice as it was issued: drawn in the language of its customer, with its e-invoice in the PDF, and its e-invoices. */
export async function drawInvoice(deps: Deps, current: Issued): Promise<DocumentFile[]> {
  const { account, links } = current
  const invoice = asIssued(current.invoice)
  const link = links.find(({ recipient, revokedAt }) => recipient === invoice.buyer.email && revokedAt === null)
  // It travels with the mails, so that it carries a link where they do.
  const url = link && account.mailsCarryLink ? await urlOf(deps, invoice, link.id) : null
  // What is charged automatically is not asked for a second time.
  const transfer = isLeftToCustomer(invoice) ? transferFor(account, invoice) : null
  const eInvoices = eInvoicesOf(invoice, transfer?.to ?? null).flatMap(({ format: kind, xml }) =>
    xml.ok ? [{ kind, bytes: new TextEncoder().encode(xml.value) }] : [],
  )
  const cii = eInvoices.find(({ kind }) => kind === 'cii')?.bytes ?? null
  const print = (i18n: PrintI18n) => printedInvoice(invoice, { url, transfer }, i18n)
  const drawn = await draw(deps, current, ['invoice'], invoice.finalizedAt, print, cii)
  return [{ kind: 'invoice', ...drawn, payTo: transfer?.to ?? null }, ...eInvoices]
}

/** Draws the receipt of a payment, with what was paid back of it so far. */
export async function drawReceipt(
  deps: Deps,
  current: Issued,
  payment: Payment,
  number: string,
): Promise<DocumentFile[]> {
  const print = (i18n: PrintI18n) => printedReceipt(current.invoice, payment, number, i18n)
  const drawn = await draw(deps, current, ['receipt', payment.id], payment.settledAt ?? payment.createdAt, print)
  return [{ kind: 'receipt', ...drawn, payTo: null }]
}

/**
 * `createdAt` in ms since 1970 is that of the event which is documented, so that each try has the same bytes. So has the code, which
 * follows from what the document says: one that says something else has another.
 */
async function draw(
  deps: Deps,
  { account, invoice }: Issued,
  which: readonly string[],
  createdAt: number,
  print: (i18n: PrintI18n) => Printed,
  eInvoice: Uint8Array<ArrayBuffer> | null = null,
): Promise<Required<Pick<DocumentFile, 'bytes' | 'code'>>> {
  const i18n = printI18n(invoice, customerOf(invoice, account, null))
  const printed = print(i18n)
  const code = await documentCode(deps.linkKeys, [account.id, invoice.id, which, printed])
  const bytes = await deps.drawPdf(printed, i18n, {
    branding: account.branding,
    logo: await logoOf(deps, account),
    pageSize: pageSizeFor(invoice),
    verification: { code, url: linkUrl(deps.origin, paths.verification(code)), page: shownPage(deps.origin) },
    createdAt,
    loadFont: deps.loadFont,
    eInvoice,
  })
  return { bytes, code }
}

/** The address of the page where a code is entered, as it is typed: without a scheme. */
const shownPage = (origin: string): string => linkUrl(origin, paths.verify()).replace(/^https?:\/\//, '')

/** The link of the customer, valid as long as when it was issued. */
async function urlOf(deps: Deps, invoice: IssuedInvoice, linkId: string): Promise<string> {
  const { accountId, id: invoiceId, overdueFrom, finalizedAt } = invoice
  const token = await signLink(deps.linkKeys, { accountId, invoiceId, linkId }, linkExpiry(overdueFrom, finalizedAt))
  return linkUrl(deps.origin, paths.invoice(token))
}

const logoOf = async ({ db }: Deps, { id, branding }: Account): Promise<Logo | null> =>
  branding.logo === null ? null : fileOf(db, id, branding.logo)
