import { readPdf } from '../pdf/read-pdf.ts'
import type { Issued } from './billing.ts'

/** The stored PDF of an invoice, and the verification code that is printed on it. */
export async function printedCode({ hosted_invoice_url }: Pick<Issued, 'hosted_invoice_url'>) {
  const response = await fetch(`${hosted_invoice_url}/invoice.pdf`)
  if (!response.ok) throw new Error(`the PDF is answered with ${response.status}`)
  const pdf = new Uint8Array(await response.arrayBuffer())
  const { pages } = await readPdf(pdf)
  const text = pages[0]!.glyphs.map(({ text }) => text).join('')
  const [code] = /(?:[0-9A-HJKMNP-TV-Z]{4}-){2}[0-9A-HJKMNP-TV-Z]{4}/.exec(text) ?? []
  if (code === undefined) throw new Error('the PDF carries no code')
  return { pdf, code }
}

let visitors = 0

/** The header by which the Worker tells visitors apart: of one who has tried no code yet. */
export const newVisitor = (): { 'cf-connecting-ip': string } => {
  visitors += 1
  return { 'cf-connecting-ip': `10.${visitors >> 16}.${(visitors >> 8) & 255}.${visitors & 255}` }
}
