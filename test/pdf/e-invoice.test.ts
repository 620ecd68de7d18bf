import { createHash } from 'node:crypto'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, test } from 'vitest'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { eInvoicesOf } from '../../src/e-invoice/e-invoices.ts'
import { parsed } from '../e-invoice/read.ts'
import { schemaErrors } from '../e-invoice/schemas.ts'
import { account, customers } from '../world/cast.ts'
import { issued, line } from '../world/invoices.ts'
import { printInvoice } from './print.ts'
import { objectsIn, withType, xmpIn } from './read-objects.ts'

const eInvoices = { profile: 'en16931', supplies: 'services', exemption: null } as const
const of = account({ rounding: 'invoice', eInvoices })

function ciiOf(invoice: IssuedInvoice): Uint8Array<ArrayBuffer> {
  const { xml } = eInvoicesOf(invoice, null).find(({ format }) => format === 'cii')!
  if (!xml.ok) throw new Error(xml.refusal.code)
  return new TextEncoder().encode(xml.value)
}

const hostile = [']]>', '<!-- &amp; "', '\u202e.00,001', '\u0000\u009b', 'half \ud83d', '=HYPERLINK("//evil.example")']

const withEInvoice = (invoice: IssuedInvoice) => printInvoice(invoice, 'de', { eInvoice: ciiOf(invoice) })

/** The files in a PDF, as another reader finds them. */
async function filesIn(bytes: Uint8Array) {
  const reading = getDocument({ data: bytes.slice() })
  const document = await reading.promise
  const found = [...((await document.getAttachments()) ?? new Map())]
  const files = await Promise.all(
    found.map(async ([id, { filename }]) => ({
      filename,
      text: Buffer.from((await document.getAttachmentContent(id))!).toString(),
    })),
  )
  await reading.destroy()
  return files
}

describe('an invoice with an e-invoice', () => {
  test('carries exactly what the writer wrote, and that follows the schema of Factur-X', async () => {
    const invoice = issued({ of })
    const xml = Buffer.from(ciiOf(invoice)).toString()
    expect(await filesIn((await withEInvoice(invoice)).bytes)).toEqual([{ filename: 'factur-x.xml', text: xml }])
    expect(parsed(xml).CrossIndustryInvoice.ExchangedDocument.ID).toBe('KW-0017')
    expect(await schemaErrors([xml])).toEqual([])
  })

  test('carries it whatever its texts are', async () => {
    for (const text of hostile) {
      const to = { ...customers.jonas, name: `x${text}`, buyerReference: text }
      const invoice = issued({ of, to, memo: text, purchaseOrder: text, lines: [line(`x${text}`, '1', '100')] })
      const { bytes } = await withEInvoice(invoice)
      const xml = Buffer.from(ciiOf(invoice)).toString()
      expect(await filesIn(bytes), text).toEqual([{ filename: 'factur-x.xml', text: xml }])
      expect(xmpIn(bytes)['fx:ConformanceLevel']).toBe('EN 16931')
    }
  })

  test('has it as an alternative to its pages, with name, type, size, date and checksum', async () => {
    const invoice = issued({ of })
    const { bytes } = await withEInvoice(invoice)
    const objects = objectsIn(bytes)
    const [catalog = ''] = withType(objects, 'Catalog')
    const [specification = '', ...others] = withType(objects, 'Filespec')
    const [file = ''] = withType(objects, 'EmbeddedFile')
    expect(others).toEqual([])
    expect(catalog).toMatch(/\/AF \[\d+ 0 R\]/)
    expect(catalog).toMatch(/\/Names \d+ 0 R/)
    const names = objects.find((body) => body.includes('/EmbeddedFiles'))
    expect(names).toMatch(/\/EmbeddedFiles <<\s+\/Names \[\s+\(factur-x\.xml\) \d+ 0 R\s+\]/)
    for (const part of ['/AFRelationship /Alternative', '/F (factur-x.xml)', '/UF (factur-x.xml)', '/Desc ('])
      expect(specification).toContain(part)
    const cii = ciiOf(invoice)
    for (const part of [
      '/Subtype /text#2Fxml',
      `/Size ${cii.length}`,
      '/ModDate (D:20261102080000Z)',
      `/CheckSum (${createHash('md5').update(cii).digest('hex')})`,
    ])
      expect(file).toContain(part)
  })

  test('describes it in its metadata, with the schema that PDF/A asks for', async () => {
    const xmp = xmpIn((await withEInvoice(issued({ of }))).bytes)
    expect(xmp).toMatchObject({
      '@_xmlns:fx': 'urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#',
      'fx:DocumentType': 'INVOICE',
      'fx:DocumentFileName': 'factur-x.xml',
      'fx:Version': '1.0',
      'fx:ConformanceLevel': 'EN 16931',
      'pdfaid:part': '3',
    })
    const schemas = xmp['pdfaExtension:schemas']['rdf:Bag']['rdf:li']
    const described = schemas.map((schema: Record<string, never>) => [
      schema['pdfaSchema:prefix'],
      [schema['pdfaSchema:property']!['rdf:Seq']['rdf:li']].flat().map((one) => one['pdfaProperty:name']),
    ])
    expect(described).toEqual([
      ['pdfuaid', ['part']],
      ['fx', ['DocumentType', 'DocumentFileName', 'Version', 'ConformanceLevel']],
    ])
  })

  test('has the same bytes when it is drawn again', async () => {
    const [one, other] = await Promise.all([withEInvoice(issued({ of })), withEInvoice(issued({ of }))])
    expect(Buffer.compare(Buffer.from(one.bytes), Buffer.from(other.bytes))).toBe(0)
  })
})

test('an invoice without an e-invoice carries no file, and does not speak of one', async () => {
  const { bytes } = await printInvoice(issued({ of }), 'de')
  expect(await filesIn(bytes)).toEqual([])
  expect(Object.keys(xmpIn(bytes)).filter((name) => name.includes('fx'))).toEqual([])
})
