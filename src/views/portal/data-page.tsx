import { paths } from '../../paths.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { FieldFault } from './field.tsx'
import { Saved } from './form-notices.tsx'
import { changeInPlace } from './in-place.ts'
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

/** What has become of a form about the erasure; `unconfirmed` where the box was not ticked. */
export const erasureNotices = ['asked', 'withdrawn', 'unconfirmed'] as const
export type ErasureNotice = (typeof erasureNotices)[number]

type ErasureProps = { readonly requestedAt: number | null; readonly notice: ErasureNotice | null }

/** What is held about the customer, how to get it, and how to have it erased. */
export function DataPage({ requestedAt, notice, ...page }: SignedInProps & ErasureProps) {
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
      <Erasure requestedAt={requestedAt} notice={notice} account={account} i18n={i18n} />
    </PortalPage>
  )
}

/** The merchant erases, who knows what else the law has them keep; the customer asks for it, and may think better of it. */
function Erasure({ requestedAt, notice, account, i18n }: ErasureProps & Pick<SignedInProps, 'account' | 'i18n'>) {
  const { erasure } = i18n.words.data
  const seller = i18n.name(account.name)
  return (
    <section class="erasure">
      <h2>{erasure.heading}</h2>
      <p>{erasure.goes}</p>
      <p>{erasure.stays({ seller })}</p>
      {requestedAt === null ? (
        <form class="form" method="post" action={paths.portalErasureRequest(account.id)} {...changeInPlace}>
          {notice === 'withdrawn' && <Saved text={erasure.withdrawn} />}
          {notice === 'unconfirmed' && (
            <FieldFault id="confirmed-error" text={erasure.unconfirmed} locale={i18n.locale} />
          )}
          <label class="box">
            <input
              type="checkbox"
              name="confirmed"
              value="yes"
              required
              {...(notice === 'unconfirmed' && { 'aria-invalid': 'true', 'aria-describedby': 'confirmed-error' })}
            />
            <span>{erasure.confirm}</span>
          </label>
          <button class="button" data-quiet type="submit">
            {erasure.ask({ seller })}
          </button>
        </form>
      ) : (
        <form class="form" method="post" action={paths.portalErasureWithdrawal(account.id)} {...changeInPlace}>
          <Asked isNew={notice === 'asked'} text={erasure.asked({ seller, when: i18n.moment(requestedAt) })} />
          <button class="button" data-quiet type="submit">
            {erasure.withdraw}
          </button>
        </form>
      )}
    </section>
  )
}

const Asked = ({ isNew, text }: { readonly isNew: boolean; readonly text: string }) =>
  isNew ? <Saved text={text} /> : <p>{text}</p>
