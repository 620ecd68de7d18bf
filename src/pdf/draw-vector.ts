import type { Step } from './pictures/svg/path.ts'
import type { Shape, Vector } from './pictures/svg/read-svg.ts'
import type { Sheet } from './sheet.ts'

/** Draws a picture of shapes at a place in points, and nothing outside it. */
export function drawVector(
  { doc }: Sheet,
  { box, shapes }: Vector,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): void {
  doc.save()
  doc.rect(left, top, width, height).clip()
  doc.transform(width / box.width, 0, 0, height / box.height, left, top).translate(-box.left, -box.top)
  for (const shape of shapes) drawShape(doc, shape)
  doc.restore()
}

function drawShape(doc: PDFKit.PDFDocument, { matrix, outline, clips, fill, stroke }: Shape): void {
  doc.save()
  for (const clip of clips) {
    trace(doc, clip.outline)
    doc.clip(ruleOf(clip))
  }
  doc.transform(...matrix)
  if (fill) {
    trace(doc, outline)
    doc.fillColor(fill.color, fill.opacity).fill(ruleOf(fill))
  }
  if (stroke) {
    trace(doc, outline)
    doc.lineWidth(stroke.width).lineCap(stroke.cap).lineJoin(stroke.join).miterLimit(stroke.miterLimit)
    doc.strokeColor(stroke.color, stroke.opacity).stroke()
  }
  doc.restore()
}

const ruleOf = ({ rule }: { rule: 'nonzero' | 'evenodd' }) => (rule === 'evenodd' ? 'even-odd' : 'non-zero')

function trace(doc: PDFKit.PDFDocument, outline: readonly Step[]): void {
  for (const step of outline) {
    if (step.kind === 'move') doc.moveTo(...step.to)
    else if (step.kind === 'line') doc.lineTo(...step.to)
    else if (step.kind === 'curve') doc.bezierCurveTo(...step.by[0], ...step.by[1], ...step.to)
    else doc.closePath()
  }
}
