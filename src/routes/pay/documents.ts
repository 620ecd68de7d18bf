import { Hono } from 'hono'
import { reportDamage } from '../../actions/documents/report-damage.ts'
import { unitOfWork } from '../../actions/unit-of-work.ts'
import { documentOf, files } from '../../core/documents/document.ts'
import { hasEInvoice } from '../../core/documents/e-invoices.ts'
import { documentFileName } from '../../core/documents/file-name.ts'
import type { DocumentKind, StoredDocument } from '../../core/documents/stored-document.ts'
import { pause } from '../../db/client.ts'
import { attachment } from '../../http/attachment.ts'
import { byteRange } from '../../http/byte-range.ts'
import { followLink, type Visit } from '../../http/caller-by-link.ts'
import type { Env } from '../../http/env.ts'
import { logFault } from '../../http/fault.ts'
import type { LinkContext } from '../../http/link-cookies.ts'
import { problemPage } from '../../http/pages.tsx'
import { jobCaller } from '../../jobs/caller.ts'
import { runWithoutFailing } from '../../jobs/run-without-failing.ts'
import { DocumentDamaged } from '../../storage/documents.ts'
import { refusedLink } from './refused-link.tsx'

/** The documents of an invoice, behind its link as the page is. */
export const documents = new Hono<Env>()
  .get('/:token/invoice.pdf', (c) => send(c, 'invoice'))
  .get('/:token/cii.xml', (c) => send(c, 'cii'))
  .get('/:token/ubl.xml', (c) => send(c, 'ubl'))
  .get('/:token/xrechnung.xml', (c) => send(c, 'xrechnung'))
  .get('/:token/payments/:paymentId/receipt.pdf', (c) => send(c, 'receipt', c.req.param('paymentId')))

/** How long a request waits for a document that is being drawn, in ms. */
const pausesMs = [100, 200, 400, 600, 700] as const

async function send(c: LinkContext, kind: DocumentKind, paymentId: string | null = null) {
  for (const pauseMs of [...pausesMs, null]) {
    const { visit: visited, ended } = await followLink(c)
    if (!visited) return refusedLink(c, ended)
    const document = documentOf(visited.invoice, kind, paymentId)
    if (document) return respond(c, visited, document)
    if (!isComing(visited, kind, paymentId)) return problemPage(c, 404)
    if (pauseMs !== null) await pause(pauseMs)
  }
  return problemPage(c, 503)
}

/** Whether there will be such a document, which takes seconds at most unless the store is away. */
function isComing({ invoice }: Visit, kind: DocumentKind, paymentId: string | null): boolean {
  if (invoice.documents === undefined) return false
  if (kind === 'receipt')
    return invoice.payments.some(({ id, receiptNumber }) => id === paymentId && receiptNumber !== undefined)
  // They are all stored at once, and an e-invoice only where the invoice can have it.
  return documentOf(invoice, 'invoice') === null && (kind === 'invoice' || hasEInvoice(invoice, kind))
}

async function respond(c: LinkContext, { invoice }: Visit, document: StoredDocument) {
  const { sha256, bytes } = document
  const etag = `"${sha256}"`
  c.header('etag', etag)
  c.header('accept-ranges', 'bytes')
  if (c.req.header('if-none-match') === etag) return c.body(null, 304)
  const isSame = (c.req.header('if-range') ?? etag) === etag
  const range = byteRange(isSame ? c.req.header('range') : undefined, bytes)
  if (range === 'unsatisfiable') {
    c.header('content-range', `bytes */${bytes}`)
    return c.body(null, 416)
  }
  try {
    const { body } = await c.var.deps.documents.get(invoice, document, range ?? undefined)
    attachment(c, files[document.kind].type, documentFileName(invoice, document))
    c.header('content-length', String(range?.length ?? bytes))
    if (range) c.header('content-range', `bytes ${range.offset}-${range.offset + range.length - 1}/${bytes}`)
    return c.body(body, range ? 206 : 200)
  } catch (error) {
    const { deps } = c.var
    for (const name of ['etag', 'accept-ranges']) c.header(name, undefined)
    if (!(error instanceof DocumentDamaged)) {
      logFault(error, deps.requestId ?? '')
      return problemPage(c, 503)
    }
    const unit = unitOfWork(jobCaller(invoice.accountId, 'document'))
    const reporting = () => reportDamage(deps, unit, invoice, document)
    c.executionCtx.waitUntil(runWithoutFailing('document_damaged', sha256, reporting))
    return problemPage(c, 503)
  }
}
