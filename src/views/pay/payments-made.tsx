import { amountOverpaidMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { moneyBackOf } from '../../core/payments/money-back.ts'
import type { Payment } from '../../core/payments/payment.ts'
import { paidWithName } from '../parts/method-name.ts'
import type { PageReader } from '../reader.ts'

type PaymentsMadeProps = { readonly invoice: IssuedInvoice; readonly reader: PageReader }

/** Money that arrived or is on its way; tries that failed are not the document's business. */
export function PaymentsMade({ invoice, reader }: PaymentsMadeProps) {
  const { words } = reader
  const made = invoice.payments.filter(({ status }) => status === 'succeeded' || status === 'processing')
  if (made.length === 0) return null
  const overpaidMinor = amountOverpaidMinor(invoice)
  return (
    <section class="payments">
      <h3 class="label">{words.document.payments}</h3>
      <ul>
        {made.map((payment) => (
          <Made payment={payment} reader={reader} />
        ))}
      </ul>
      {overpaidMinor > 0 && (
        <p class="hint">
          {words.document.keptAsCredit({
            amount: reader.money(overpaidMinor),
            seller: reader.name(invoice.seller.name),
          })}
        </p>
      )}
    </section>
  )
}

function Made({ payment, reader }: { readonly payment: Payment; readonly reader: PageReader }) {
  const { words, money } = reader
  const method = paidWithName(payment, reader)
  const { refundedMinor, disputedMinor, lostMinor } = moneyBackOf(payment)
  return (
    <li class="made">
      <span>
        {reader.dayAt(payment.settledAt ?? payment.createdAt)}
        {method && <span class="made-with">{method}</span>}
        {payment.status === 'processing' && <span class="made-with">{words.document.onItsWay}</span>}
        {refundedMinor > 0 && (
          <span class="made-with">{words.document.refunded({ amount: money(refundedMinor) })}</span>
        )}
        {disputedMinor > 0 && (
          <span class="made-with">{words.document.disputed({ amount: money(disputedMinor) })}</span>
        )}
        {lostMinor > 0 && <span class="made-with">{words.document.reversed({ amount: money(lostMinor) })}</span>}
      </span>
      <span class="number">{money(payment.status === 'succeeded' ? payment.receivedMinor : payment.amountMinor)}</span>
    </li>
  )
}
