import { documentOf, files, receiptsOf } from '../../core/documents/document.ts'
import { storedEInvoices } from '../../core/documents/e-invoices.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { paths } from '../../paths.ts'
import type { PageI18n } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'

type DownloadsProps = { readonly invoice: IssuedInvoice; readonly place: string; readonly i18n: PageI18n }

/** The documents that are stored: the invoice, a receipt for each payment, and the e-invoices for those who have software for them. */
export function Downloads({ invoice, place, i18n }: DownloadsProps) {
  const { pay } = i18n.words
  const receipts = receiptsOf(invoice)
  const links = [
    ...(documentOf(invoice, 'invoice') ? [{ href: paths.invoicePdf(place), label: pay.downloadInvoice }] : []),
    ...receipts.map(({ ofPayment, number }) => ({
      href: paths.receiptPdf(place, ofPayment ?? ''),
      label: receipts.length === 1 ? pay.downloadReceipt : pay.downloadReceiptOf({ number: i18n.name(number) }),
    })),
  ]
  if (links.length === 0) return null
  return (
    <>
      <ul class="downloads">
        {links.map(({ href, label }) => (
          <li>
            <a class="button" data-quiet href={href}>
              <Icon name="download" />
              {label}
            </a>
          </li>
        ))}
      </ul>
      <EInvoices invoice={invoice} place={place} i18n={i18n} />
    </>
  )
}

function EInvoices({ invoice, place, i18n }: DownloadsProps) {
  const { pay } = i18n.words
  const formats = storedEInvoices(invoice)
  if (formats.length === 0) return null
  return (
    <div class="e-invoices">
      <p class="label" id="e-invoices">
        {pay.eInvoice}
      </p>
      <ul class="downloads" aria-labelledby="e-invoices">
        {formats.map((format) => (
          <li>
            <a class="button" data-quiet href={paths.eInvoice(place, format)}>
              {files[format].syntax}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
