import { type LinkRow, linksOnPage } from '../../core/portal/link-row.ts'
import { paths } from '../../paths.ts'
import type { PortalI18n } from '../i18n.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { Icon } from '../parts/icon.tsx'
import type { SignedInProps } from './overview-page.tsx'

type LinksProps = SignedInProps & {
  /** One more than are shown, where there are more. */
  readonly rows: readonly LinkRow[]
  readonly isRevoked: boolean
}

/** Which links lead to this customer's invoices, when they were used, and how to stop one. */
export function LinksPage({ rows, isRevoked, nowMs, ...page }: LinksProps) {
  const { account, i18n } = page
  const { links: words, invoices } = i18n.words
  const shown = rows.slice(0, linksOnPage)
  const last = shown.at(-1)
  return (
    <PortalPage title={words.heading} place="sessions" {...page}>
      {isRevoked && (
        <p class="notice" data-tone="good" role="status">
          <Icon name="check" />
          {words.revoked}
        </p>
      )}
      <p>{shown.length === 0 ? words.none : words.text}</p>
      <ul class="sessions">
        {shown.map((row) => (
          <LinkItem {...row} nowMs={nowMs} accountId={account.id} seller={i18n.name(account.name)} i18n={i18n} />
        ))}
      </ul>
      {last && rows.length > shown.length && (
        <nav class="pages" aria-label={invoices.pages}>
          <a href={`${paths.portalLinks(account.id)}?${new URLSearchParams({ from: last.id })}`} rel="next">
            {words.next}
          </a>
        </nav>
      )}
    </PortalPage>
  )
}

type LinkItemProps = LinkRow & {
  readonly nowMs: number
  readonly accountId: string
  readonly seller: string
  readonly i18n: PortalI18n
}

/** The merchant's own link is theirs to revoke. */
function LinkItem({ id, invoiceId, number, recipient, expiresAt, lastUsedAt, nowMs, seller, ...props }: LinkItemProps) {
  const { accountId, i18n } = props
  const { links: words, overview, sessions } = i18n.words
  const day = i18n.day(i18n.today(expiresAt))
  return (
    <li>
      <div>
        <p>
          <strong>{overview.invoice({ number: i18n.name(number) })}</strong>
        </p>
        <p class="hint">
          {recipient === null ? words.own({ seller }) : words.mailedTo({ address: i18n.name(recipient) })}
        </p>
        <p class="hint">{expiresAt > nowMs ? words.until({ day }) : words.expired({ day })}</p>
        <p class="hint">{lastUsedAt === null ? words.unused : sessions.lastUsed({ when: i18n.moment(lastUsedAt) })}</p>
      </div>
      {recipient !== null && (
        <form method="post" action={paths.portalLinkRevocation(accountId, invoiceId, id)}>
          <button class="button" data-quiet type="submit">
            {words.revoke}
          </button>
        </form>
      )}
    </li>
  )
}
