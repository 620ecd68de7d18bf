import type { Account } from '../../core/accounts/account.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { PageI18n } from '../i18n.ts'
import { safeUrl } from '../parts/safe-url.ts'

type ContactProps = { readonly account: Account; readonly invoice: IssuedInvoice; readonly i18n: PageI18n }

/** How to reach the merchant today: the account's current details, since those on an old invoice may have moved. */
export function Contact({ account, invoice, i18n }: ContactProps) {
  const { words } = i18n
  const { supportEmail, supportPhone } = account
  const website = safeUrl(account.website)
  if (!supportEmail && !supportPhone && !website) {
    return <p class="contact">{words.help.none({ seller: i18n.name(account.name) })}</p>
  }
  const subject = urlText(words.pay.invoice({ number: invoice.number }))
  return (
    <dl class="contact">
      {supportEmail && (
        <div>
          <dt>{words.help.mail}</dt>
          <dd>
            <a href={`mailto:${urlText(supportEmail).replace('%40', '@')}?subject=${subject}`}>
              <bdi>{supportEmail}</bdi>
            </a>
          </dd>
        </div>
      )}
      {supportPhone && (
        <div>
          <dt>{words.help.phone}</dt>
          <dd>
            <a href={`tel:${supportPhone.replace(/[^\d+]/g, '')}`}>
              <bdi dir="ltr">{supportPhone}</bdi>
            </a>
          </dd>
        </div>
      )}
      {website && (
        <div>
          <dt>{words.help.website}</dt>
          <dd>
            <a href={website.href} rel="noreferrer">
              <bdi>{website.host}</bdi>
            </a>
          </dd>
        </div>
      )}
    </dl>
  )
}

/** Text as part of an address; half a surrogate pair, which no URL can carry, is replaced. */
const urlText = (text: string): string => encodeURIComponent(text.toWellFormed())
