import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { PageI18n } from '../i18n.ts'
import { Party } from '../parts/party.tsx'
import { LinesTable } from './lines-table.tsx'
import { PaymentsMade } from './payments-made.tsx'
import { TotalsList } from './totals-list.tsx'

type InvoiceDocumentProps = { readonly invoice: IssuedInvoice; readonly i18n: PageI18n }

/** The invoice itself, in the order of a printed one; what was frozen when it was issued. */
export function InvoiceDocument({ invoice, i18n }: InvoiceDocumentProps) {
  const { words } = i18n
  const { totals, taxExempt } = invoice
  return (
    <article class="document" aria-labelledby="document-heading">
      <header class="document-head">
        <h2 id="document-heading">{words.document.heading}</h2>
        <Facts invoice={invoice} i18n={i18n} />
      </header>
      <Parties invoice={invoice} i18n={i18n} />
      <LinesTable invoice={invoice} i18n={i18n} />
      <TotalsList invoice={invoice} i18n={i18n} />
      {totals.reverseCharge && <p class="legal">{words.document.reverseCharge}</p>}
      {taxExempt === 'exempt' && <p class="legal">{words.document.exempt}</p>}
      <PaymentsMade invoice={invoice} i18n={i18n} />
      {invoice.memo && (
        <section class="memo">
          <h3 class="label">{words.document.memo}</h3>
          <p dir="auto">{invoice.memo}</p>
        </section>
      )}
      {invoice.footer && (
        <footer class="document-foot" dir="auto">
          {invoice.footer}
        </footer>
      )}
    </article>
  )
}

function Facts({ invoice, i18n }: InvoiceDocumentProps) {
  const { words } = i18n
  return (
    <dl class="facts">
      <Fact name={words.document.number} value={invoice.number} />
      <Fact name={words.document.issued} value={i18n.day(invoice.issuedOn)} />
      {invoice.dueOn && <Fact name={words.document.due} value={i18n.day(invoice.dueOn)} />}
      {invoice.customFields.map(({ name, value }) => (
        <Fact name={name} value={value} />
      ))}
    </dl>
  )
}

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt class="label">
      <bdi>{name}</bdi>
    </dt>
    <dd>
      <bdi>{value}</bdi>
    </dd>
  </div>
)

function Parties({ invoice: { seller, buyer }, i18n }: InvoiceDocumentProps) {
  const { words } = i18n
  return (
    <div class="parties">
      <Party label={words.document.from} {...seller} i18n={i18n} />
      <Party label={words.document.to} {...buyer} more={[buyer.email]} i18n={i18n} />
      {buyer.shipping && (
        <Party
          label={words.document.shipTo}
          name={buyer.shipping.name ?? buyer.name}
          address={buyer.shipping.address}
          taxIds={[]}
          more={[buyer.shipping.phone]}
          i18n={i18n}
        />
      )}
    </div>
  )
}
