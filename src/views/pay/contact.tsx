import type { Account } from '../../core/accounts/account.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { PageI18n } from '../i18n.ts'
import { safeUrl } from '../parts/safe-url.ts'
import type { PayWords } from '../words/catalogue.ts'

type ContactProps = { readonly account: Account; readonly invoice: IssuedInvoice; readonly i18n: PageI18n }

/** How to reach the merchant about an invoice. */
export const Contact = ({ account, invoice, i18n: { words, name } }: ContactProps) => (
  <ContactWays
    account={account}
    seller={name(account.name)}
    help={words.help}
    subject={words.pay.invoice({ number: invoice.number })}
  />
)

type ContactWaysProps = {
  readonly account: Account
  readonly seller: string
  readonly help: PayWords['help']
  /** Of a mail to the merchant. */
  readonly subject: string | null
}

/** How to reach the merchant today: the account's current details, since those on an old invoice may have moved. */
export function ContactWays({ account, seller, help, subject }: ContactWaysProps) {
  const { supportEmail, supportPhone } = account
  const website = safeUrl(account.website)
  if (!supportEmail && !supportPhone && !website) return <p class="contact">{help.none({ seller })}</p>
  const query = subject === null ? '' : `?subject=${urlText(subject)}`
  return (
    <dl class="contact">
      {supportEmail && (
        <div>
          <dt>{help.mail}</dt>
          <dd>
            <a href={`mailto:${urlText(supportEmail).replace('%40', '@')}${query}`}>
              <bdi>{supportEmail}</bdi>
            </a>
          </dd>
        </div>
      )}
      {supportPhone && (
        <div>
          <dt>{help.phone}</dt>
          <dd>
            <a href={`tel:${supportPhone.replace(/[^\d+]/g, '')}`}>
              <bdi dir="ltr">{supportPhone}</bdi>
            </a>
          </dd>
        </div>
      )}
      {website && (
        <div>
          <dt>{help.website}</dt>
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
