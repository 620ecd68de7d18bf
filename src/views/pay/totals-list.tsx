import type { BillingDocument, TotalsRow } from '../document/billing-document.ts'
import type { I18n } from '../i18n.ts'

type TotalsListProps = { readonly document: BillingDocument; readonly i18n: I18n }

/** The rows that count, which name the currency; the others are figures in the same column. */
const counts: Partial<Record<TotalsRow['kind'], true>> = { total: true, remaining: true, settled: true }

/** From the subtotal to how it ends. Tax that is in the prices already is quiet. */
export const TotalsList = ({ document: { totals, currency }, i18n }: TotalsListProps) => (
  <dl class="totals">
    {totals.map(({ kind, label, amountMinor }) => (
      <div class="total-row" data-total={counts[kind]} data-quiet={kind === 'included_tax' || undefined}>
        <dt>
          {label} {kind !== 'settled' && counts[kind] && <bdi class="currency">{currency.toUpperCase()}</bdi>}
        </dt>
        {kind !== 'settled' && <dd class="number">{i18n.figure(amountMinor)}</dd>}
      </div>
    ))}
  </dl>
)
