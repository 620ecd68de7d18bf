import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { Icon } from '../parts/icon.tsx'
import { paidWithName } from '../parts/method-name.ts'
import { safeUrl } from '../parts/safe-url.ts'
import type { Reader } from '../reader.ts'
import { Statement } from './statement.tsx'

/** Thanks, how it was paid, and the way back to the merchant. */
export function Settled({ invoice, reader }: { readonly invoice: IssuedInvoice; readonly reader: Reader }) {
  const { words } = reader
  const back = safeUrl(invoice.returnUrl)
  const last = invoice.payments.findLast(({ allocatedMinor }) => allocatedMinor > 0)
  const method = last && paidWithName(last, reader)
  const date = invoice.status === 'paid' ? reader.dayAt(invoice.paidAt) : ''
  return (
    <>
      <Statement
        title={words.pay.paidTitle}
        text={
          !last ? words.pay.nothingDueText : method ? words.pay.paidWith({ date, method }) : words.pay.paidOn({ date })
        }
      />
      {back && (
        <a class="button" href={back.href} rel="noreferrer">
          {words.pay.returnButton({ host: reader.name(back.host) })}
          <Icon name="arrow" />
        </a>
      )}
    </>
  )
}
