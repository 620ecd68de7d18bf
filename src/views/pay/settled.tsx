import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { allWentBack, moneyBackOfInvoice } from '../../core/payments/money-back.ts'
import { moneyBackTexts } from '../document/payments.ts'
import type { PageI18n } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'
import { paidWithName } from '../parts/method-name.ts'
import { safeUrl } from '../parts/safe-url.ts'
import { Statement } from './statement.tsx'

/** All that was paid has left again: thanking for it would be wrong. */
function WentBack({ invoice, i18n }: { readonly invoice: IssuedInvoice; readonly i18n: PageI18n }) {
  const { pay } = i18n.words
  const { refundedMinor, lostMinor } = moneyBackOfInvoice(invoice)
  const parts = {
    amount: i18n.money(lostMinor > 0 ? lostMinor : refundedMinor),
    seller: i18n.name(invoice.seller.name),
  }
  return lostMinor > 0 ? (
    <Statement title={pay.reversedTitle} text={pay.reversedText(parts)} />
  ) : (
    <Statement title={pay.refundedTitle} text={pay.refundedText(parts)} />
  )
}

/** Thanks, how it was paid, and the way back to the merchant. */
export function Settled({ invoice, i18n }: { readonly invoice: IssuedInvoice; readonly i18n: PageI18n }) {
  const { words } = i18n
  const back = safeUrl(invoice.returnUrl)
  const last = invoice.payments.findLast(({ allocatedMinor }) => allocatedMinor > 0)
  const method = last && paidWithName(last, i18n)
  if (allWentBack(invoice)) return <WentBack invoice={invoice} i18n={i18n} />
  const date = invoice.status === 'paid' ? i18n.dayAt(invoice.paidAt) : ''
  return (
    <>
      <Statement
        title={words.pay.paidTitle}
        text={
          !last ? words.pay.nothingDueText : method ? words.pay.paidWith({ date, method }) : words.pay.paidOn({ date })
        }
      />
      <PartWentBack invoice={invoice} i18n={i18n} />
      {back && (
        <a class="button" href={back.href} rel="noreferrer">
          {words.pay.returnButton({ host: i18n.name(back.host) })}
          <Icon name="arrow" />
        </a>
      )}
    </>
  )
}

/** A part that was refunded, is in dispute, or was lost: said beside the thanks. */
function PartWentBack({ invoice, i18n }: { readonly invoice: IssuedInvoice; readonly i18n: PageI18n }) {
  return moneyBackTexts(moneyBackOfInvoice(invoice), i18n).map((text) => <p class="hint">{text}</p>)
}
