import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import type { PortalConfiguration } from '../../core/portal/configuration.ts'
import { paths } from '../../paths.ts'
import type { Assets } from '../assets.ts'
import type { PortalI18n } from '../i18n.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { Icon } from '../parts/icon.tsx'
import { AddressForm, CodeForm, CustomerButton } from './code-forms.tsx'
import { PasskeySignIn } from './passkeys.tsx'

export type EntryProps = {
  readonly account: Account
  readonly configuration: PortalConfiguration
  readonly i18n: PortalI18n
  readonly nonce: string
  readonly assets: Assets
}

/** The page that was asked for before somebody was signed in; null where none was. */
type Wanted = { readonly next: string | null }

const WantedPage = ({ next }: Wanted) => (next === null ? null : <input type="hidden" name="next" value={next} />)

type LoginPageProps = EntryProps &
  Wanted & {
    /** As it was typed, or as the link to this page filled it in. */
    readonly address: string
    readonly notice: 'address_invalid' | 'passkey_refused' | 'signed_out' | 'session_ended' | null
  }

/** Where a customer says by which address they want to sign in. */
export function LoginPage({ address, next, notice, ...page }: LoginPageProps) {
  const { login } = page.i18n.words
  const isWrong = notice === 'address_invalid'
  return (
    <PortalPage title={login.heading} place={null} script={page.assets.passkeysJs} {...page}>
      {notice === 'passkey_refused' && (
        <p class="notice" data-tone="bad" role="alert">
          <Icon name="alert" />
          {page.i18n.words.passkeys.refused}
        </p>
      )}
      {(notice === 'signed_out' || notice === 'session_ended') && (
        <p class="notice" data-tone="plain" role="status">
          {notice === 'signed_out' ? login.signedOut : login.sessionEnded}
        </p>
      )}
      <p>{login.text({ seller: page.i18n.name(page.account.name) })}</p>
      <AddressForm i18n={page.i18n} action={paths.portalLogin(page.account.id)} address={address} isWrong={isWrong}>
        <WantedPage next={next} />
      </AddressForm>
      <PasskeySignIn accountId={page.account.id} i18n={page.i18n}>
        <WantedPage next={next} />
      </PasskeySignIn>
    </PortalPage>
  )
}

type CodePageProps = EntryProps &
  Wanted & {
    readonly signInId: string
    /** From the link in the mail. */
    readonly code: string
    readonly isWrong: boolean
  }

/** Where the mailed code is typed. It says the same whether or not a mail was sent. */
export function CodePage({ signInId, code, next, isWrong, ...page }: CodePageProps) {
  const { i18n, account } = page
  return (
    <PortalPage title={i18n.words.code.heading} place={null} {...page}>
      <CodeForm
        i18n={i18n}
        action={paths.portalSignIn(account.id, signInId)}
        login={paths.portalLogin(account.id)}
        code={code}
        isWrong={isWrong}
      >
        <WantedPage next={next} />
      </CodeForm>
    </PortalPage>
  )
}

/** The link of a mail in a browser that did not ask for it: a mail scanner's, or another device. */
export function OtherBrowserPage(page: EntryProps) {
  const { otherBrowser } = page.i18n.words
  return (
    <PortalPage title={otherBrowser.heading} place={null} {...page}>
      <p>{otherBrowser.text}</p>
      <p>
        <a href={paths.portalLogin(page.account.id)}>{otherBrowser.again}</a>
      </p>
    </PortalPage>
  )
}

type ChoicePageProps = EntryProps & Wanted & { readonly signInId: string; readonly customers: readonly Customer[] }

/** Which of the customers with this address somebody wants to be. */
export function ChoicePage({ signInId, customers, next, ...page }: ChoicePageProps) {
  const { i18n } = page
  const { choice } = i18n.words
  return (
    <PortalPage title={choice.heading} place={null} {...page}>
      <p>{choice.text({ seller: i18n.name(page.account.name) })}</p>
      <form class="choices" method="post" action={paths.portalChoice(page.account.id, signInId)}>
        <WantedPage next={next} />
        {customers.map((customer) => (
          <CustomerButton customer={customer} i18n={i18n} />
        ))}
      </form>
    </PortalPage>
  )
}
