import { Hono } from 'hono'
import { documentsOfYear } from '../../actions/documents/documents-of-year.ts'
import { issuedInvoices } from '../../actions/invoices/issued-invoices.ts'
import { wholeYear } from '../../core/calendar/day-range.ts'
import { fileNameOf } from '../../core/documents/file-name.ts'
import { attachment } from '../../http/attachment.ts'
import type { Env } from '../../http/env.ts'
import { problemPage } from '../../http/pages.tsx'
import { invoicesCsv } from '../../views/statement/invoices-csv.ts'
import { asSignedIn, unitOf } from './visit.ts'

/** A year of invoices of whoever is signed in: as a list, and all their documents. */
export const portalDownloads = new Hono<Env>()
  .get('/:account/years/:year/invoices.csv', (c) =>
    asSignedIn(
      c,
      async ({ account, reader, nowMs }, visit) => {
        const year = yearOf(c.req.param('year'))
        if (year === null) return problemPage(c, 404)
        const input = { customerId: visit.session.customerId, range: wholeYear(year) }
        const invoices = await issuedInvoices(c.var.deps, unitOf(c, visit).caller, input)
        if (!invoices.ok) return problemPage(c, 400)
        attachment(c, 'text/csv; charset=utf-8', fileNameOf({ seller: account }, [String(year)], 'csv'))
        return c.body(invoicesCsv(invoices.value, reader.locale, nowMs))
      },
      'invoiceHistory',
    ),
  )

  .get('/:account/years/:year/documents.zip', (c) =>
    asSignedIn(
      c,
      async ({ account, reader }, visit) => {
        const year = yearOf(c.req.param('year'))
        if (year === null) return problemPage(c, 404)
        const input = { customerId: visit.session.customerId, year, locale: reader.locale }
        const documents = await documentsOfYear(c.var.deps, unitOf(c, visit), input)
        if (!documents.ok) return problemPage(c, 400)
        if (documents.value.count === 0) return problemPage(c, 404)
        attachment(c, 'application/zip', fileNameOf({ seller: account }, [String(year)], 'zip'))
        // Announces the size, by which the browser shows how far it is.
        return c.body(documents.value.body.pipeThrough(new FixedLengthStream(documents.value.bytes)))
      },
      'invoiceHistory',
    ),
  )

const yearOf = (text: string): number | null => (/^[12][0-9]{3}$/.test(text) ? Number(text) : null)
