import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import { transferFields } from '../document/transfer-fields.ts'
import type { I18n } from '../i18n.ts'

type TransferDetailsProps = {
  readonly transfer: Transfer
  /** Open from the start where nothing else can be done. */
  readonly isOnlyWay: boolean
  readonly invoice: IssuedInvoice
  readonly i18n: I18n
}

/** The merchant's bank account. A press on a value selects all of it, so that copying needs no script. */
export function TransferDetails({ transfer, isOnlyWay, invoice, i18n }: TransferDetailsProps) {
  const { words, name } = i18n
  return (
    <details class="differently transfer" open={isOnlyWay}>
      <summary>{words.transfer.summary}</summary>
      <dl class="facts">
        {transferFields(transfer, i18n).map((fact) => (
          <div>
            <dt class="label">{fact.name}</dt>
            <dd>
              <bdi>{fact.value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p class="hint">{words.transfer.text({ seller: name(invoice.seller.name) })}</p>
    </details>
  )
}
