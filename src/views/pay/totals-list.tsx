import type { TotalsRow } from '../document/billing-document.ts'
import type { I18n } from '../i18n.ts'

type TotalsListProps = { readonly totals: readonly TotalsRow[]; readonly i18n: I18n }

/** From the subtotal to what is still to pay. Tax that is in the prices already is quiet. */
export const TotalsList = ({ totals, i18n }: TotalsListProps) => (
  <dl class="totals">
    {totals.map(({ kind, label, amountMinor }) => (
      <div
        class="total-row"
        data-total={kind === 'total' || kind === 'remaining' || undefined}
        data-quiet={kind === 'included_tax' || undefined}
      >
        <dt>{label}</dt>
        <dd class="number">{i18n.money(amountMinor)}</dd>
      </div>
    ))}
  </dl>
)
