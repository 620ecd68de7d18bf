import type { ComponentChildren } from 'preact'
import type { Passkey } from '../../core/portal/passkey.ts'
import { paths } from '../../paths.ts'
import type { PortalI18n } from '../i18n.ts'
import { browserName } from '../parts/browser-name.ts'
import { Icon } from '../parts/icon.tsx'

/** What has just become of a passkey. */
export const passkeyNotices = ['added', 'removed', 'refused'] as const
export type PasskeyNotice = (typeof passkeyNotices)[number]

type NoticeProps = { readonly notice: PasskeyNotice; readonly i18n: PortalI18n }

export function PasskeyNoticeLine({ notice, i18n }: NoticeProps) {
  const isBad = notice === 'refused'
  return (
    <p class="notice" data-tone={isBad ? 'bad' : 'good'} role={isBad ? 'alert' : 'status'}>
      <Icon name={isBad ? 'alert' : 'check'} />
      {i18n.words.passkeys.notice[notice]}
    </p>
  )
}

type PasskeysProps = {
  readonly accountId: string
  readonly passkeys: readonly Passkey[]
  /** Not in a session that the merchant's site opened. */
  readonly mayAdd: boolean
  readonly i18n: PortalI18n
}

/** A customer's passkeys, each to be removed, and how to add one. Without any it is there only where one can be added. */
export function Passkeys({ accountId, passkeys, mayAdd, i18n }: PasskeysProps) {
  const { passkeys: words, sessions } = i18n.words
  return (
    <section hidden={passkeys.length === 0}>
      <h2>{words.heading}</h2>
      <p>{words.text}</p>
      <ul class="sessions">
        {passkeys.map(({ id, userAgent, createdAt, lastUsedAt }) => (
          <li>
            <div>
              <p>
                <strong>
                  <bdi>{browserName(userAgent) ?? sessions.unknownBrowser}</bdi>
                </strong>
              </p>
              <p class="hint">{words.added({ when: i18n.moment(createdAt) })}</p>
              <p class="hint">
                {lastUsedAt === null ? words.neverUsed : sessions.lastUsed({ when: i18n.moment(lastUsedAt) })}
              </p>
            </div>
            <form method="post" action={paths.portalPasskeyRemoval(accountId, id)}>
              <button class="button" data-quiet type="submit">
                {words.remove}
              </button>
            </form>
          </li>
        ))}
      </ul>
      {mayAdd && (
        <form
          class="passkey"
          method="post"
          action={paths.portalPasskeys(accountId)}
          data-passkey="create"
          data-options={paths.portalPasskeyOptions(accountId)}
          hidden
        >
          <PasskeyAnswer button={words.add} i18n={i18n} />
        </form>
      )}
    </section>
  )
}

type SignInProps = { readonly accountId: string; readonly i18n: PortalI18n; readonly children: ComponentChildren }

/** The other way to sign in, where the browser has it; with the fields that the form sends too. */
export const PasskeySignIn = ({ accountId, i18n, children }: SignInProps) => (
  <form
    class="passkey"
    method="post"
    action={paths.portalPasskeySignIn(accountId)}
    data-passkey="get"
    data-options={paths.portalPasskeyChallenge(accountId)}
    hidden
  >
    {children}
    <PasskeyAnswer button={i18n.words.passkeys.signIn} i18n={i18n} />
  </form>
)

type AnswerProps = { readonly button: string; readonly i18n: PortalI18n }

/** What the script fills in, and what it shows where the device does not answer. */
const PasskeyAnswer = ({ button, i18n }: AnswerProps) => (
  <>
    <input type="hidden" name="answer" />
    <button class="button" data-quiet type="submit">
      {button}
    </button>
    <p class="notice" data-tone="bad" role="alert" hidden>
      <Icon name="alert" />
      {i18n.words.passkeys.failed}
    </p>
  </>
)
