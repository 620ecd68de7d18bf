import type { Passkey } from '../../core/portal/passkey.ts'
import type { PortalSession } from '../../core/portal/session.ts'
import { paths } from '../../paths.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { browserName } from '../parts/browser-name.ts'
import { Saved } from './form-notices.tsx'
import { changeInPlace } from './in-place.ts'
import type { SignedInProps } from './overview-page.tsx'
import { type PasskeyNotice, PasskeyNoticeLine, Passkeys } from './passkeys.tsx'

type SessionsProps = SignedInProps & {
  readonly sessions: readonly PortalSession[]
  /** The one that this page was opened with. */
  readonly currentId: string
  /** Whether another one has just been ended. */
  readonly hasEnded: boolean
  readonly passkeys: readonly Passkey[]
  readonly notice: PasskeyNotice | null
}

/** Where somebody is signed in as this customer, and how to end that. */
export function SessionsPage({ sessions, currentId, hasEnded, passkeys, notice, nowMs, ...page }: SessionsProps) {
  const { account, configuration, i18n } = page
  const { places, links, sessions: words } = i18n.words
  return (
    <PortalPage title={places.sessions} place="sessions" script={page.assets.passkeysJs} {...page}>
      {hasEnded && <Saved text={words.ended} />}
      {notice && <PasskeyNoticeLine notice={notice} i18n={i18n} />}
      {configuration.invoiceHistory && (
        <p>
          <a href={paths.portalLinks(account.id)}>{links.heading}</a>
        </p>
      )}
      <p>{words.text}</p>
      <ul class="sessions">
        {sessions.map(({ id, userAgent, way, createdAt, lastUsedAt }) => (
          <li>
            <div>
              <p>
                <strong>
                  <bdi>{browserName(userAgent) ?? words.unknownBrowser}</bdi>
                </strong>
                {id === currentId && <span class="state">{words.current}</span>}
              </p>
              <p class="hint">{words.way[way]({ when: i18n.moment(createdAt) })}</p>
              <p class="hint">{words.lastUsed({ when: i18n.moment(lastUsedAt ?? createdAt) })}</p>
            </div>
            <form method="post" action={paths.portalSessionEnd(account.id, id)} {...changeInPlace}>
              <button class="button" data-quiet type="submit">
                {words.end}
              </button>
            </form>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form method="post" action={paths.portalSessionEnd(account.id, 'all')}>
          <button class="button" data-quiet type="submit">
            {words.endAll}
          </button>
        </form>
      )}
      <Passkeys
        accountId={account.id}
        passkeys={passkeys}
        mayAdd={sessions.some(({ id, way }) => id === currentId && way !== 'api')}
        i18n={i18n}
      />
    </PortalPage>
  )
}
