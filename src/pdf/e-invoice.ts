import { facturXFile } from './metadata.ts'
import type { Sheet } from './sheet.ts'

/**
 * Puts a Cross Industry Invoice into the file. By Factur-X 1.07 it is an alternative to the pages, listed by name and associated with
 * the whole document. `at` in ms since 1970, so that the same document has the same bytes.
 */
export function embedEInvoice({ doc }: Sheet, xml: Uint8Array<ArrayBuffer>, at: number): void {
  const date = new Date(at)
  doc.file(xml as unknown as Buffer, {
    name: facturXFile,
    type: 'text/xml',
    description: 'Factur-X invoice',
    creationDate: date,
    modifiedDate: date,
    ...{ relationship: 'Alternative' },
  })
}
