import type { BillingDocument } from '../document/billing-document.ts'
import type { I18n } from '../i18n.ts'

type PaymentsMadeProps = {
  readonly payments: NonNullable<BillingDocument['payments']>
  readonly currency: BillingDocument['currency']
  readonly i18n: I18n
}

/** Money that arrived or is on its way. */
export const PaymentsMade = ({ payments: { label, rows, surplus }, currency, i18n }: PaymentsMadeProps) => (
  <section class="payments">
    <h3 class="label">
      {label} <bdi class="currency">{currency.toUpperCase()}</bdi>
    </h3>
    <ul>
      {rows.map(({ day, details, amountMinor }) => (
        <li class="made">
          <span>
            {day}
            {details.map((detail) => (
              <span class="made-with">{detail}</span>
            ))}
          </span>
          <span class="number">{i18n.figure(amountMinor)}</span>
        </li>
      ))}
    </ul>
    {surplus && <p class="hint">{surplus}</p>}
  </section>
)
