import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { allWentBack, moneyBackOfInvoice } from '../../core/payments/money-back.ts'
import { Icon } from '../parts/icon.tsx'
import { paidWithName } from '../parts/method-name.ts'
import { safeUrl } from '../parts/safe-url.ts'
import type { PageReader } from '../reader.ts'
import { Statement } from './statement.tsx'

/** All that was paid has left again: thanking for it would be wrong. */
function WentBack({ invoice, reader }: { readonly invoice: IssuedInvoice; readonly reader: PageReader }) {
  const { pay } = reader.words
  const { refundedMinor, lostMinor } = moneyBackOfInvoice(invoice)
  const parts = {
    amount: reader.money(lostMinor > 0 ? lostMinor : refundedMinor),
    seller: reader.name(invoice.seller.name),
  }
  return lostMinor > 0 ? (
    <Statement title={pay.reversedTitle} text={pay.reversedText(parts)} />
  ) : (
    <Statement title={pay.refundedTitle} text={pay.refundedText(parts)} />
  )
}

/** Thanks, how it was paid, and the way back to the merchant. */
export function Settled({ invoice, reader }: { readonly invoice: IssuedInvoice; readonly reader: PageReader }) {
  const { words } = reader
  const back = safeUrl(invoice.returnUrl)
  const last = invoice.payments.findLast(({ allocatedMinor }) => allocatedMinor > 0)
  const method = last && paidWithName(last, reader)
  if (allWentBack(invoice)) return <WentBack invoice={invoice} reader={reader} />
  const date = invoice.status === 'paid' ? reader.dayAt(invoice.paidAt) : ''
  return (
    <>
      <Statement
        title={words.pay.paidTitle}
        text={
          !last ? words.pay.nothingDueText : method ? words.pay.paidWith({ date, method }) : words.pay.paidOn({ date })
        }
      />
      <PartWentBack invoice={invoice} reader={reader} />
      {back && (
        <a class="button" href={back.href} rel="noreferrer">
          {words.pay.returnButton({ host: reader.name(back.host) })}
          <Icon name="arrow" />
        </a>
      )}
    </>
  )
}

/** A part that was refunded, is in dispute, or was lost: said beside the thanks. */
function PartWentBack({ invoice, reader }: { readonly invoice: IssuedInvoice; readonly reader: PageReader }) {
  const { document } = reader.words
  const { refundedMinor, disputedMinor, lostMinor } = moneyBackOfInvoice(invoice)
  const said = [
    refundedMinor > 0 && document.refunded({ amount: reader.money(refundedMinor) }),
    disputedMinor > 0 && document.disputed({ amount: reader.money(disputedMinor) }),
    lostMinor > 0 && document.reversed({ amount: reader.money(lostMinor) }),
  ].filter((text) => text !== false)
  return said.map((text) => <p class="hint">{text}</p>)
}
