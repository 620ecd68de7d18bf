import { requireScope } from '../../core/access/caller.ts'
import { wholeYear } from '../../core/calendar/day-range.ts'
import { archiveNames } from '../../core/documents/archive-names.ts'
import { documentsIn } from '../../core/documents/dated.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesIssuedOrPaidIn } from '../../db/screens/customer-invoices-screen.ts'
import type { Deps } from '../../deps.ts'
import { type Archive, archiveOf } from '../../storage/archive.ts'
import type { Locale } from '../../views/words/locale.ts'
import { wordsFor } from '../../views/words/words-for.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { archivedDocument } from './archived-document.ts'

/** The most documents of one archive: each is a request to the store, and one request may make a thousand. */
export const mostDocuments = 900

/** How many documents there are, and the archive of them with its size in bytes. */
export type DocumentsOfYear = Archive & { readonly count: number }

/**
 * All PDFs that a customer has of a year in the merchant's zone, as one zip that is made as it is read. In place of a PDF that is not
 * stored, missing or damaged is a text of that name that says so; damage is reported. Refuses `documents_too_many`. One round trip.
 */
export async function documentsOfYear(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, year, locale }: { readonly customerId: string; readonly year: number; readonly locale: Locale },
): Promise<Result<DocumentsOfYear>> {
  const { caller } = unit
  requireScope(caller, 'invoices:read', { customerId })
  const whose = { accountId: caller.accountId, customerId }
  const invoices = await invoicesIssuedOrPaidIn(deps.db, whose, wholeYear(year), mostDocuments + 1)
  const documents = documentsIn(wholeYear(year), invoices)
  if (Math.max(invoices.length, documents.length) > mostDocuments)
    return refuse('documents_too_many', { values: { most: mostDocuments } })
  const names = archiveNames(documents.map(({ number }) => number))
  const { missing } = wordsFor(locale, 'statement')
  const files = documents.map((dated, i) => {
    const name = `${names[i]}.pdf`
    return archivedDocument(deps, unit, dated, name, missing({ file: name }))
  })
  return ok({ count: documents.length, ...archiveOf(files) })
}
