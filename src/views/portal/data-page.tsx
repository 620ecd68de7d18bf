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

/** What is held about the customer, and how to get it. */
export function DataPage(page: SignedInProps) {
  const { account, i18n } = page
  const { places, data: words } = i18n.words
  return (
    <PortalPage title={places.data} place="data" {...page}>
      <p>{words.text({ seller: i18n.name(account.name) })}</p>
      <ul>
        {dataFileKinds.map((kind) => (
          <li>{words.files[kind]}</li>
        ))}
      </ul>
      <p>
        <a class="button" href={paths.portalDataZip(account.id)} download>
          {words.download}
        </a>
      </p>
    </PortalPage>
  )
}
