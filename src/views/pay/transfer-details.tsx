import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import { transferFacts } from '../parts/transfer-facts.ts'
import type { Reader } from '../reader.ts'

type TransferDetailsProps = {
  readonly transfer: Transfer
  /** Open from the start where nothing else can be done. */
  readonly isOnlyWay: boolean
  readonly invoice: IssuedInvoice
  readonly reader: Reader
}

/** The merchant's bank account. A press on a value selects all of it, so that copying needs no script. */
export function TransferDetails({ transfer, isOnlyWay, invoice, reader }: TransferDetailsProps) {
  const { words, name } = reader
  return (
    <details class="differently transfer" open={isOnlyWay}>
      <summary>{words.transfer.summary}</summary>
      <dl class="facts">
        {transferFacts(transfer, reader).map((fact) => (
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
