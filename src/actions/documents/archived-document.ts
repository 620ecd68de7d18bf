import type { DatedDocument } from '../../core/documents/dated.ts'
import type { StoredDocument } from '../../core/documents/stored-document.ts'
import type { Deps } from '../../deps.ts'
import type { ArchivedFile } from '../../storage/archive.ts'
import { DocumentDamaged } from '../../storage/documents.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { reportDamage } from './report-damage.ts'

/**
 * A PDF as a file of an archive. In place of one that is not stored, missing or damaged is a text of its name, the excuse; damage is
 * reported.
 */
export function archivedDocument(
  deps: Deps,
  unit: UnitOfWork,
  { invoice, document }: DatedDocument,
  name: string,
  excuse: string,
): ArchivedFile {
  const noteName = name.replace(/\.pdf$/, '.txt')
  if (!document) {
    const note = new TextEncoder().encode(excuse)
    return { name: noteName, bytes: note.length, changedAt: invoice.finalizedAt, open: async () => ({ body: note }) }
  }
  const { bytes, storedAt } = document
  return {
    name,
    bytes,
    changedAt: storedAt,
    async open() {
      try {
        return { body: (await deps.documents.get(invoice, document)).body }
      } catch (error) {
        if (!(error instanceof DocumentDamaged)) throw error
        await reportDamage(deps, unit, invoice, document)
        return { name: noteName, body: padded(excuse, document) }
      }
    },
  }
}

/** A text of the size that the document would have had, so that the archive keeps the size that was announced. */
function padded(text: string, { bytes }: StoredDocument): Uint8Array {
  const note = new Uint8Array(bytes).fill(0x20)
  new TextEncoder().encodeInto(text, note)
  return note
}
