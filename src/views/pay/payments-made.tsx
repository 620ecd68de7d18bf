import { amountOverpaidMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { moneyBackOf } from '../../core/payments/money-back.ts'
import type { Payment } from '../../core/payments/payment.ts'
import type { PageI18n } from '../i18n.ts'
import { paidWithName } from '../parts/method-name.ts'

type PaymentsMadeProps = { readonly invoice: IssuedInvoice; readonly i18n: PageI18n }

/** Money that arrived or is on its way; tries that failed are not the document's business. */
export function PaymentsMade({ invoice, i18n }: PaymentsMadeProps) {
  const { words } = i18n
  const made = invoice.payments.filter(({ status }) => status === 'succeeded' || status === 'processing')
  if (made.length === 0) return null
  const overpaidMinor = amountOverpaidMinor(invoice)
  return (
    <section class="payments">
      <h3 class="label">{words.document.payments}</h3>
      <ul>
        {made.map((payment) => (
          <Made payment={payment} i18n={i18n} />
        ))}
      </ul>
      {overpaidMinor > 0 && (
        <p class="hint">
          {words.document.keptAsCredit({
            amount: i18n.money(overpaidMinor),
            seller: i18n.name(invoice.seller.name),
          })}
        </p>
      )}
    </section>
  )
}

function Made({ payment, i18n }: { readonly payment: Payment; readonly i18n: PageI18n }) {
  const { words, money } = i18n
  const method = paidWithName(payment, i18n)
  const { refundedMinor, disputedMinor, lostMinor } = moneyBackOf(payment)
  return (
    <li class="made">
      <span>
        {i18n.dayAt(payment.settledAt ?? payment.createdAt)}
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
