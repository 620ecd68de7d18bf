import type { BillingDocument, Field } from '../document/billing-document.ts'
import type { I18n } from '../i18n.ts'
import { Party } from '../parts/party.tsx'
import { LinesTable } from './lines-table.tsx'
import { PaymentsMade } from './payments-made.tsx'
import { TotalsList } from './totals-list.tsx'

type DocumentArticleProps = { readonly document: BillingDocument; readonly i18n: I18n }

/** The document itself, in the order of a printed one. */
export function DocumentArticle({ document, i18n }: DocumentArticleProps) {
  const { title, fields, customFields, seller, buyer, shipTo, notes, payments, memo, footer } = document
  return (
    <article class="document" aria-labelledby="document-heading">
      <header class="document-head">
        <h2 id="document-heading">{title}</h2>
        <dl class="facts">{[...fields, ...customFields].map(Fact)}</dl>
      </header>
      <div class="parties">
        <Party {...seller} />
        <Party {...buyer} />
        {shipTo && <Party {...shipTo} />}
      </div>
      <LinesTable document={document} i18n={i18n} />
      <TotalsList document={document} i18n={i18n} />
      {notes.map(({ kind, text }) => (
        <p class={kind === 'rounding' ? 'hint' : 'legal'}>{text}</p>
      ))}
      {payments && <PaymentsMade payments={payments} currency={document.currency} i18n={i18n} />}
      {memo && (
        <section class="memo">
          <h3 class="label">{memo.name}</h3>
          <p dir="auto">{memo.value}</p>
        </section>
      )}
      {footer && (
        <footer class="document-foot" dir="auto">
          {footer}
        </footer>
      )}
    </article>
  )
}

const Fact = ({ name, value }: Field) => (
  <div>
    <dt class="label">
      <bdi>{name}</bdi>
    </dt>
    <dd>
      <bdi>{value}</bdi>
    </dd>
  </div>
)
