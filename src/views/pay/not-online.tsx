import type { Account } from '../../core/accounts/account.ts'
import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { chargeable } from '../../core/payments/chargeable.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import type { PageI18n } from '../i18n.ts'
import { Contact } from './contact.tsx'
import { Statement } from './statement.tsx'
import { TransferDetails } from './transfer-details.tsx'

type NotOnlineProps = {
  readonly account: Account
  readonly invoice: IssuedInvoice
  readonly transfer: Transfer | null
  readonly isOnline?: boolean
  readonly i18n: PageI18n
}

/** Nothing can be paid online: why, and the transfer that can take its place, or whom to ask. */
export function NotOnline({ account, invoice, transfer, isOnline = true, i18n }: NotOnlineProps) {
  const { words } = i18n
  const { kind } = chargeable(amountRemainingMinor(invoice), invoice.currency)
  const why = isOnline && (kind === 'too_small' || kind === 'too_fine') ? kind : 'otherwise'
  if (transfer)
    return (
      <>
        <Statement title={words.transfer.onlyTitle} text={words.transfer.whyNotOnline[why]} />
        <TransferDetails
          transfer={transfer}
          isOnlyWay={true}
          text={words.transfer.text({ seller: i18n.name(invoice.seller.name) })}
          i18n={i18n}
        />
      </>
    )
  const otherwise = isOnline ? words.pay.noMethodText : words.pay.notOnlineText
  const text = { too_small: words.pay.tooSmallText, too_fine: words.pay.tooFineText, otherwise }[why]
  return (
    <>
      <Statement title={words.pay.noMethodTitle} text={text({ seller: i18n.name(invoice.seller.name) })} />
      <Contact account={account} invoice={invoice} i18n={i18n} />
    </>
  )
}
