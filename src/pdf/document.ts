import type { Printed } from '../views/print/printed.ts'
import { type Block, beside, following, gap, together } from './block.ts'
import type { Drawing } from './drawing.ts'
import { flowOver } from './flow.ts'
import { footerBlock, runningFooters } from './footers.ts'
import { facts, head, headline, paragraphBlock, parties } from './head.ts'
import { linesTable } from './lines-table.ts'
import type { Picture } from './logo.ts'
import { paymentBlocks } from './payments.ts'
import { remarksBlock, remarksWidth, wideRemarks } from './remarks.ts'
import { margins } from './sheet.ts'
import { bottomAboveSlip, swissBillBlock } from './swiss-bill.ts'
import type { FontSet } from './text/fonts.ts'
import { totalsBlock } from './totals.ts'
import type { VerificationTexts } from './verification.ts'
import { waysBlocks } from './ways.ts'

/** Draws a document from its head to its footer, over as many pages as it needs. `slipFonts` are for a payment part. */
export function drawDocument(
  drawing: Drawing,
  printed: Printed,
  logo: Picture | null,
  slipFonts: FontSet | null,
  verification: VerificationTexts | null,
): void {
  const { sheet } = drawing
  const { document } = printed
  const table = linesTable(drawing, printed.table)
  let isInTable = false
  const flow = flowOver(sheet, () => (isInTable ? table.repeatedHead() : null))
  flow.add(head(drawing, printed, logo))
  flow.add(facts(drawing, [...document.fields, ...document.customFields]))
  flow.add(parties(drawing, [document.seller, document.buyer, ...(document.shipTo ? [document.shipTo] : [])]))
  flow.add(headline(drawing, printed))
  for (const paragraph of printed.letter) flow.add(paragraphBlock(drawing, paragraph))
  if (printed.letter.length > 0) flow.add(gap(8))
  isInTable = true
  const lastRow = table.addTo(flow)
  const totals = totalsBlock(drawing, document)
  const remarks = remarksBlock(drawing, document)
  const fitsBeside = remarks.height <= totals.height
  const bill = slipFonts && printed.payByTransfer?.kind === 'swiss' ? printed.payByTransfer.bill : null
  // A payment part leaves less than two thirds of the page: the way to pay online goes where remarks would be.
  const isTight = bill !== null && document.memo === null && document.notes.length === 0
  const besideTotals = isTight ? waysBlocks(drawing, printed, remarksWidth(sheet)) : fitsBeside ? [remarks] : []
  const rest: Block[] = [
    // The last row stays with the totals, so that they never stand alone on a page.
    following(lastRow, beside([totals, ...besideTotals])),
    ...(fitsBeside ? [] : wideRemarks(drawing, document)),
    ...(document.payments ? paymentBlocks(drawing, document.payments) : []),
    ...(isTight ? [] : waysBlocks(drawing, printed)),
  ]
  const bottom = bill ? bottomAboveSlip(sheet) : sheet.pageHeight - margins.bottom
  const footer = [footerBlock(drawing, printed, bottom)].filter((block) => block !== null)
  // Nor does the footer.
  const ending = bill
    ? [rest.at(-1)!, together([...footer, swissBillBlock(drawing, bill, slipFonts!)])]
    : [[rest.at(-1)!, ...footer].reduce(following)]
  for (const block of [...rest.slice(0, -1), ...ending]) {
    flow.add(block)
    isInTable = false
  }
  runningFooters(drawing, printed, verification)
}
