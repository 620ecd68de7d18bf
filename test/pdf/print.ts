import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { transferFor } from '../../src/core/payments/transfer.ts'
import { drawPdf, type Print } from '../../src/pdf/draw-pdf.ts'
import type { LoadFont } from '../../src/pdf/text/fonts.ts'
import { type PrintI18n, printI18n } from '../../src/views/i18n.ts'
import { printedInvoice } from '../../src/views/print/invoice.ts'
import type { Printed } from '../../src/views/print/printed.ts'
import { chooseLocale } from '../../src/views/words/locale.ts'
import { kranwerk, monday } from '../world/cast.ts'
import { readPdf } from './read-pdf.ts'

const fonts = join(import.meta.dirname, '../../dist/public/fonts')

/** From the built assets, as the Worker has them. */
export const loadFont: LoadFont = async (file) => new Uint8Array(await readFile(join(fonts, `${file}.font`)))

/** The address of an invoice's page, as long as real ones are. */
export const payUrl = `https://pay.example.com/i/${'eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0'.repeat(5)}`

export const i18nOf = (invoice: IssuedInvoice, tag: string): PrintI18n =>
  printI18n(invoice, { locale: chooseLocale([tag], null, 'en'), timeZone: invoice.plan.timeZone })

/** An open invoice is printed with all ways to pay it. */
export const invoiceIn = (invoice: IssuedInvoice, i18n: PrintI18n): Printed =>
  printedInvoice(invoice, { url: payUrl, transfer: transferFor(kranwerk, invoice) }, i18n)

export const draw = (printed: Printed, i18n: PrintI18n, changes: Partial<Print> = {}): Promise<Uint8Array> =>
  drawPdf(printed, i18n, {
    branding: kranwerk.branding,
    logo: null,
    pageSize: 'a4',
    verification: null,
    createdAt: monday,
    loadFont,
    ...changes,
  })

/** A document drawn for a reader, and read back from the file. */
export async function printed(document: Printed, i18n: PrintI18n, changes: Partial<Print> = {}) {
  const bytes = await draw(document, i18n, changes)
  return { i18n, printed: document, bytes, read: await readPdf(bytes) }
}

export function printInvoice(invoice: IssuedInvoice, tag: string, changes: Partial<Print> = {}) {
  const i18n = i18nOf(invoice, tag)
  return printed(invoiceIn(invoice, i18n), i18n, changes)
}
