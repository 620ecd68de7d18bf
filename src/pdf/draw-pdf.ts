import type { Branding } from '../core/accounts/account.ts'
import { brandTokens } from '../core/branding/tokens.ts'
import type { PrintI18n } from '../views/i18n.ts'
import type { Printed, Verification } from '../views/print/printed.ts'
import { drawDocument } from './document.ts'
import { embedEInvoice } from './e-invoice.ts'
import { type Logo, pictureOf } from './logo.ts'
import { openSheet, pageSizes } from './sheet.ts'
import { stylesFor } from './styles.ts'
import { cleanText } from './text/clean.ts'
import { facesOf, fontsFor, type LoadFont } from './text/fonts.ts'
import { slip } from './text/typefaces.ts'
import { verificationTexts } from './verification.ts'

/** How a document is printed besides what it says. */
export type Print = {
  readonly branding: Pick<Branding, 'brandColor' | 'accentColor'>
  /** Where it cannot be printed, the seller's name is. */
  readonly logo: Logo | null
  readonly pageSize: keyof typeof pageSizes
  /** Null where it is not stored, so that nothing knows of it. */
  readonly verification: Verification | null
  /** In ms since 1970; the same document drawn again has the same bytes. */
  readonly createdAt: number
  readonly loadFont: LoadFont
  /** The same document as a Cross Industry Invoice, which the file then carries (Factur-X, ZUGFeRD). */
  readonly eInvoice?: Uint8Array<ArrayBuffer> | null
}

/** Draws a document as PDF/A-3. The same input gives the same bytes. */
export async function drawPdf(printed: Printed, i18n: PrintI18n, print: Print): Promise<Uint8Array<ArrayBuffer>> {
  const { document, number } = printed
  const { locale } = i18n
  const check = print.verification && verificationTexts(print.verification, i18n)
  const fonts = await fontsFor(cleanText(textsOf([printed, check, figures(i18n)])), locale.language, print.loadFont)
  const logo = print.logo && (await pictureOf(print.logo))
  const isSwiss = printed.payByTransfer?.kind === 'swiss'
  const slipFonts = isSwiss ? await facesOf(slip, print.loadFont) : null
  const sheet = openSheet({
    // Slips are cut off from paper in A4, wherever it is.
    size: pageSizes[isSwiss ? 'a4' : print.pageSize],
    fonts,
    direction: locale.direction,
    metadata: {
      title: `${document.title} ${number}`,
      author: document.seller.name ?? '',
      subject: [document.title, number, document.buyer.name].filter(Boolean).join(' · '),
      language: locale.tag,
      createdAt: print.createdAt,
      hasEInvoice: Boolean(print.eInvoice),
    },
  })
  if (print.eInvoice) embedEInvoice(sheet, print.eInvoice, print.createdAt)
  const drawing = { sheet, styles: stylesFor(brandTokens(print.branding).light), i18n }
  drawDocument(drawing, printed, logo, slipFonts, check)
  return sheet.bytes()
}

/** Every character that amounts and page numbers can have. */
const figures = ({ money, figure, quantity, words }: PrintI18n): string[] => [
  money(-1_234_567_890),
  figure(-1_234_567_890),
  words.print.pageOf({ page: quantity('1234567890'), pages: '' }),
]

/** Every text in a value, for the characters in them. */
function textsOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return ''
  return Object.values(value).map(textsOf).join('')
}
