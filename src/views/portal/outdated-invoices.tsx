import type { InvoiceRow } from '../../core/portal/invoice-row.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../parts/icon.tsx'
import { inPlace } from './in-place.ts'
import type { SignedInProps } from './overview-page.tsx'

type OutdatedProps = Pick<SignedInProps, 'account' | 'i18n'> & { readonly invoices: readonly InvoiceRow[] }

/** The open invoices that name the customer otherwise than they are today, each with the way to have it corrected. */
export function OutdatedInvoices({ invoices, account, i18n }: OutdatedProps) {
  if (invoices.length === 0) return null
  return (
    <div class="notice" data-tone="plain">
      <Icon name="info" />
      <div>
        <p class="notice-what">{i18n.words.correction.outdated({ invoices: i18n.count(invoices.length) })}</p>
        <ul>
          {invoices.map(({ id, number }) => (
            <li>
              <a href={paths.portalCorrectionOf(account.id, id)} {...inPlace}>
                <bdi>{number}</bdi>
              </a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}
