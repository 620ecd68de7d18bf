import type { Customer } from '../../core/customers/customer.ts'
import { paths } from '../../paths.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import type { SignedInProps } from './overview-page.tsx'

/** What an export contains, in the order of its files. */
export const dataFileKinds = [
  'customer',
  'history',
  'invoices',
  'items',
  'payments',
  'methods',
  'messages',
  'mails',
  'sessions',
  'statements',
  'documents',
] as const

/** What is held about the customer, how to get it, and how to have it erased. */
export function DataPage({ customer, ...page }: SignedInProps & { readonly customer: Pick<Customer, 'id'> }) {
  const { account, i18n } = page
  const { places, data: words } = i18n.words
  return (
    <PortalPage title={places.data} place="data" {...page}>
      <p>{words.text({ seller: i18n.name(account.name) })}</p>
      <ul class="data-kinds">
        {dataFileKinds.map((kind) => (
          <li>{words.files[kind]}</li>
        ))}
      </ul>
      <p>
        <a class="button" href={paths.portalDataZip(account.id)} download>
          {words.download}
        </a>
      </p>
      {account.supportEmail && <Erasure to={account.supportEmail} customer={customer} {...page} />}
    </PortalPage>
  )
}

type ErasureProps = Pick<SignedInProps, 'account' | 'i18n'> & {
  readonly to: string
  readonly customer: Pick<Customer, 'id'>
}

/** The merchant erases, who knows what else the law has them keep; the customer asks for it by mail. */
function Erasure({ to, customer, account, i18n }: ErasureProps) {
  const { erasure } = i18n.words.data
  const seller = i18n.name(account.name)
  const subject = encodeURIComponent(erasure.subject({ customer: customer.id }))
  return (
    <section>
      <h2>{erasure.heading}</h2>
      <p>{erasure.goes}</p>
      <p>{erasure.stays({ seller })}</p>
      <p>
        <a href={`mailto:${encodeURIComponent(to)}?subject=${subject}`}>{erasure.ask({ seller })}</a>
      </p>
    </section>
  )
}
