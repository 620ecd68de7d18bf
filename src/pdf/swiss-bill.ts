import type { Hex } from '../core/branding/color.ts'
import type { SwissBill } from '../views/print/swiss-bill.ts'
import { type Block, unbroken } from './block.ts'
import type { Drawing } from './drawing.ts'
import { drawCode } from './qr.ts'
import { addElement, drawFigure, type Element, margins, type Sheet } from './sheet.ts'
import type { FontSet } from './text/fonts.ts'
import { type Line, type Setting, setLine, setShort, setText } from './text/lines.ts'
import type { Weight } from './text/typefaces.ts'

const mm = 72 / 25.4

/** Of the whole slip, at the foot of a page in A4. In points, as all below that is not multiplied. */
const slip = { height: 105 * mm, receiptWidth: 62 * mm, inset: 5 * mm }

/** Above the slip: its word on cutting it off, and the running footer. */
const above = { separate: 14, footer: 48 }

/** Where the rule of the running footer is on the page with the slip, from the top of the page. */
export const footerAboveSlip = ({ pageHeight }: Sheet): number => pageHeight - slip.height - above.footer

/** The lowest that the document's own words reach on that page. */
export const bottomAboveSlip = ({ pageHeight }: Sheet): number => pageHeight - slip.height - above.footer - 8

const black = '#000000' as Hex

/** How large headings and values are, and from one line to the next, as the standard's style guide says. */
type Sizes = {
  readonly heading: number
  readonly value: number
  readonly leading: number
  readonly headingLeading: number
}
const receiptSizes: Sizes = { heading: 6, value: 8, leading: 9, headingLeading: 9 }
const partSizes: Sizes = { heading: 8, value: 10, leading: 11, headingLeading: 11 }

/** Where a column of the slip is, in points from the page's left edge. */
type Place = { readonly left: number; readonly width: number }

/**
 * The receipt and the payment part at the foot of the page. They read from left to right and look the same in every document; the
 * block is as high as what they leave of the page's content says.
 */
export function swissBillBlock({ sheet }: Drawing, bill: SwissBill, fonts: FontSet): Block {
  const { words } = bill
  const top = sheet.pageHeight - slip.height
  const section = sheet.doc.struct('Sect' as never, { lang: words.language } as never)
  const write = writerOn(sheet, section, fonts)

  const draw = () => {
    sheet.root.add(section)
    write.separate(words.separate, top - above.separate)
    outline(sheet, top)
    drawReceipt()
    drawPart()
  }

  function drawReceipt() {
    const place: Place = { left: slip.inset, width: 52 * mm }
    write.title(words.receipt, place, top + slip.inset)
    const filled = write.information(bill, place, top + 12 * mm, receiptSizes, false)
    if (!bill.payableBy) corners(sheet, { left: place.left, top: filled + 2, width: 52 * mm, height: 20 * mm })
    write.amount(bill, place.left, 13 * mm, top + 68 * mm, receiptSizes)
    write.acceptancePoint(words.acceptancePoint, place, top + 82 * mm)
  }

  function drawPart() {
    const left = slip.receiptWidth + slip.inset
    write.title(words.paymentPart, { left, width: 51 * mm }, top + slip.inset)
    const size = 46 * mm
    const place = { left, top: top + 17 * mm, width: size, height: size }
    drawFigure(sheet, section, { ...place, alt: bill.alt }, () => {
      drawCode(sheet, bill.content, { ...place, size })
      drawCross(sheet, place)
    })
    write.amount(bill, left, 22 * mm, top + 68 * mm, partSizes)
    const information: Place = { left: left + 51 * mm, width: 87 * mm }
    const filled = write.information(bill, information, top + slip.inset, partSizes, true)
    if (!bill.payableBy) corners(sheet, { left: information.left, top: filled + 2, width: 65 * mm, height: 25 * mm })
  }

  return unbroken(slip.height + above.footer - margins.bottom + 8, draw)
}

/** A name may take two lines, and a town one: more room there is not. */
const mostLines = (index: number): number => (index < 2 ? 2 : 1)

function writerOn(sheet: Sheet, section: Element, fonts: FontSet) {
  const pageWidth = sheet.contentWidth + 2 * margins.side
  const setting = (size: number, weight: Weight): Setting => ({ fonts, weight, size, direction: 'ltr' })

  /** Writes lines from a top in points, and returns where the next would start. */
  function write(
    role: string,
    lines: readonly Line[],
    { left, width }: Place,
    top: number,
    { size, leading, align = 'start' }: { size: number; leading: number; align?: 'start' | 'end' },
  ): number {
    // The document may be laid out as in a mirror, the slip never is.
    const start = sheet.isMirrored ? pageWidth - margins.side - left - width : left - margins.side
    const isAtEnd = (align === 'end') !== sheet.isMirrored
    const text = lines.map(({ text }) => text).join('\n')
    const element = addElement(sheet, section, role, text, {}, lines.length)
    element.add(() => {
      for (const [i, line] of lines.entries())
        sheet.draw([line], { start, width }, top + i * leading + (leading - 1.4 * size) / 2, {
          size,
          color: black,
          align: isAtEnd ? 'end' : 'start',
        })
    })
    return top + lines.length * leading
  }

  const linesOf = (text: string, size: number, width: number, most: number): Line[] => {
    const lines = setText(text, setting(size, 'regular'), width)
    if (lines.length <= most) return lines
    const rest = lines
      .slice(most - 1)
      .map((line) => line.text)
      .join(' ')
    return [...lines.slice(0, most - 1), setShort(rest, setting(size, 'regular'), width)]
  }

  const heading = (text: string, place: Place, top: number, { heading: size, headingLeading: leading }: Sizes) =>
    write('H3', [setLine(text, setting(size, 'strong'))], place, top, { size, leading })

  const value = (texts: readonly string[], place: Place, top: number, { value: size, leading }: Sizes) => {
    const lines = texts.flatMap((text, i) => linesOf(text, size, place.width, mostLines(i)))
    return write('P', lines, place, top, { size, leading })
  }

  return {
    separate(text: string, top: number): void {
      const place = { left: 0, width: pageWidth }
      const line = setLine(text, setting(6, 'regular'))
      write('P', [line], { ...place, left: (pageWidth - line.width) / 2, width: line.width }, top, {
        size: 6,
        leading: 9,
      })
    },

    title: (text: string, place: Place, top: number) =>
      write('H2', [setLine(text, setting(11, 'strong'))], place, top, { size: 11, leading: 12 }),

    /** To whom, for what, and by whom; returns where it ends. */
    information(bill: SwissBill, place: Place, top: number, sizes: Sizes, isWhole: boolean): number {
      const { words } = bill
      const parts: (readonly [string, readonly string[]])[] = [
        [words.account, [bill.iban, ...bill.payableTo]],
        ...(bill.reference === null ? [] : [[words.reference, [bill.reference]] as const]),
        ...(isWhole && bill.additional ? [[words.additional, [bill.additional]] as const] : []),
        bill.payableBy ? [words.payableBy, bill.payableBy] : [words.payableByName, []],
      ]
      let at = top
      for (const [name, texts] of parts) {
        at = heading(name, place, at, sizes)
        if (texts.length > 0) at = value(texts, place, at, sizes) + sizes.leading
      }
      return at
    },

    /** The currency, and the amount beside it. */
    amount({ words, currency, amount }: SwissBill, left: number, beside: number, top: number, sizes: Sizes): void {
      for (const [at, name, text] of [
        [left, words.currency, currency],
        [left + beside, words.amount, amount],
      ] as const) {
        const place = { left: at, width: 30 * mm }
        value([text], place, heading(name, place, top, sizes) + 2, sizes)
      }
    },

    acceptancePoint: (text: string, place: Place, top: number) =>
      write('P', [setLine(text, setting(6, 'strong'))], place, top, { size: 6, leading: 9, align: 'end' }),
  }
}

/** The lines along which the slip is cut off and apart. */
function outline({ doc, contentWidth, pageHeight }: Sheet, top: number): void {
  doc.markContent('Artifact', { type: 'Layout' })
  doc.rect(0, top - 0.375, contentWidth + 2 * margins.side, 0.75)
  doc.rect(slip.receiptWidth - 0.375, top, 0.75, pageHeight - top)
  doc.fill(black)
  doc.endMarkedContent()
}

/** The corners of a field to fill in. */
function corners(
  { doc }: Sheet,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): void {
  const [arm, line] = [3 * mm, 0.75]
  doc.markContent('Artifact', { type: 'Layout' })
  for (const [x, toRight] of [
    [left, true],
    [left + width, false],
  ] as const)
    for (const [y, down] of [
      [top, true],
      [top + height, false],
    ] as const) {
      doc.rect(toRight ? x : x - arm, down ? y : y - line, arm, line)
      doc.rect(toRight ? x : x - line, down ? y : y - arm, line, arm)
    }
  doc.fill(black)
  doc.endMarkedContent()
}

/** The Swiss cross in the middle of the code, seven millimetres wide with its white edge. */
function drawCross({ doc }: Sheet, { left, top, width }: { left: number; top: number; width: number }): void {
  const [x, y] = [left + width / 2, top + width / 2]
  const square = (size: number, height = size) => doc.rect(x - size / 2, y - height / 2, size, height)
  square(7 * mm).fill('#ffffff')
  square(6 * mm).fill(black)
  const [length, thickness] = [3.89 * mm, 1.17 * mm]
  square(length, thickness)
  square(thickness, length)
  doc.fill('#ffffff')
}
