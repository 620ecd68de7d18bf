import { formatsOf } from '../../../../core/accounts/e-invoice-settings.ts'
import type { EInvoiceFormat } from '../../../../core/documents/stored-document.ts'
import { type EInvoiceRefusals, isIssued } from '../../../../core/invoices/invoice.ts'
import { asIfIssued } from '../../../../core/invoices/issue.ts'
import type { RefusalCode } from '../../../../core/refusals.ts'
import { type Refusal, refuse } from '../../../../core/result.ts'
import type { Shown } from '../../../../db/screens/api-invoices.ts'
import { refusalsOf } from '../../../../e-invoice/e-invoices.ts'
import { messageOf } from '../../../../http/errors.ts'
import { paths } from '../../../../paths.ts'
import type { RenderContext } from '../render-context.ts'

/** In one format; `url` is null on a draft. */
type EInvoiceObject = {
  readonly format: EInvoiceFormat
  readonly status: 'valid' | 'refused'
  /** With `param` and `message`, why it is refused. */
  readonly code: RefusalCode | null
  readonly param: string | null
  readonly message: string | null
  readonly url: string | null
}

/** The e-invoices of an invoice, or why it has none; of a draft, those it would have if it were finalized now. */
export async function eInvoiceObjects(context: RenderContext, shown: Shown): Promise<EInvoiceObject[]> {
  const { invoice, link } = shown
  const settings = isIssued(invoice) ? invoice.eInvoices : context.account.eInvoices
  if (!settings) return []
  const refusals = isIssued(invoice) ? (invoice.eInvoiceRefusals ?? {}) : refusalsOfDraft(context, shown)
  return Promise.all(
    formatsOf(settings).map(async (format) => {
      const refusal = refusals[format]
      const url = link && !refusal ? await context.urlOf(link, (token) => paths.eInvoice(token, format)) : null
      return eInvoiceObject(format, refusal, url)
    }),
  )
}

const eInvoiceObject = (format: EInvoiceFormat, refusal: Refusal | undefined, url: string | null): EInvoiceObject => ({
  format,
  status: refusal ? 'refused' : 'valid',
  code: refusal?.code ?? null,
  param: refusal?.param ?? null,
  message: refusal ? messageOf(refusal) : null,
  url,
})

/** What stands in the way of finalizing stands in the way of every e-invoice too. */
function refusalsOfDraft({ account, now }: RenderContext, { invoice, customer }: Shown): EInvoiceRefusals {
  if (invoice.status !== 'draft') return {}
  const issued = customer ? asIfIssued(invoice, account, customer, now) : refuse('customer_deleted')
  if (issued.ok) return refusalsOf(issued.value)
  const { refusal } = issued
  return { cii: refusal, ubl: refusal, xrechnung: refusal }
}
