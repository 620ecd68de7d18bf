import type { ComponentChildren } from 'preact'
import type { Account } from '../../core/accounts/account.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { paths } from '../../paths.ts'
import type { Assets } from '../assets.ts'
import type { PortalI18n } from '../i18n.ts'
import { Page } from '../layouts/page.tsx'
import { Logo } from '../parts/logo.tsx'
import { AddressForm, CodeForm, CustomerButton } from './code-forms.tsx'

export type DeploymentPageProps = {
  /** What the deployment is called. */
  readonly name: string
  readonly i18n: PortalI18n
  readonly nonce: string
  readonly assets: Assets
}

type LayoutProps = DeploymentPageProps & { readonly title: string; readonly children: ComponentChildren }

/** A page of the portal before a merchant is chosen: it names none, and has nobody's colours. */
function DeploymentPage({ name, i18n, nonce, assets, title, children }: LayoutProps) {
  return (
    <Page
      locale={i18n.locale}
      title={i18n.words.title({ page: title, seller: i18n.name(name) })}
      nonce={nonce}
      assets={assets}
      branding={null}
      className="portal-page"
      styleSheet={assets.portalCss}
    >
      <header class="portal-head">
        <div class="sender">
          <Logo name={name} path={null} />
          <p class="sender-name">
            <bdi>{name}</bdi>
          </p>
        </div>
      </header>
      <main id="content" class="portal" data-place="entry">
        <h1>{title}</h1>
        {children}
      </main>
    </Page>
  )
}

/** Where somebody says by which address they want to sign in, whoever bills them. */
export function DeploymentLoginPage({
  address,
  isWrong,
  ...page
}: DeploymentPageProps & { readonly address: string; readonly isWrong: boolean }) {
  const { login, merchants } = page.i18n.words
  return (
    <DeploymentPage title={login.heading} {...page}>
      <p>{merchants.login}</p>
      <AddressForm i18n={page.i18n} action={paths.deploymentLogin()} address={address} isWrong={isWrong} />
    </DeploymentPage>
  )
}

/** Where the mailed code is typed. */
export const DeploymentCodePage = ({
  signInId,
  code,
  isWrong,
  ...page
}: DeploymentPageProps & { readonly signInId: string; readonly code: string; readonly isWrong: boolean }) => (
  <DeploymentPage title={page.i18n.words.code.heading} {...page}>
    <CodeForm
      i18n={page.i18n}
      action={paths.deploymentSignIn(signInId)}
      login={paths.deploymentLogin()}
      code={code}
      isWrong={isWrong}
    />
  </DeploymentPage>
)

/** The link of a mail in a browser that did not ask for it. */
export function DeploymentOtherBrowserPage(page: DeploymentPageProps) {
  const { otherBrowser } = page.i18n.words
  return (
    <DeploymentPage title={otherBrowser.heading} {...page}>
      <p>{otherBrowser.text}</p>
      <p>
        <a href={paths.deploymentLogin()}>{otherBrowser.again}</a>
      </p>
    </DeploymentPage>
  )
}

type Choice = { readonly account: Account; readonly customers: readonly Customer[] }

type MerchantsPageProps = DeploymentPageProps & {
  readonly signInId: string
  readonly merchants: readonly Choice[]
  readonly hasMore: boolean
}

/** The merchants that know the address, to choose one and which of their customers one is. */
export function MerchantsPage({ signInId, merchants, hasMore, ...page }: MerchantsPageProps) {
  const { i18n } = page
  const { merchants: words } = i18n.words
  if (merchants.length === 0) return <NoMerchantPage {...page} />
  return (
    <DeploymentPage title={words.heading} {...page}>
      <p>{words.text}</p>
      {merchants.map((choice) => (
        <MerchantForm choice={choice} action={paths.deploymentChoice(signInId)} i18n={i18n} />
      ))}
      {hasMore && <p>{words.more}</p>}
    </DeploymentPage>
  )
}

type MerchantFormProps = { readonly choice: Choice; readonly action: string; readonly i18n: PortalI18n }

/** One merchant: a button with their name, or below it one for each of the customers. */
function MerchantForm({ choice: { account, customers }, action, i18n }: MerchantFormProps) {
  const { name, branding } = account
  const logo = <Logo name={name} path={branding.logo && paths.logo(account.id, branding.logo)} alt="" />
  const [only, ...others] = customers
  const isOne = only !== undefined && others.length === 0
  return (
    <form class="choices" method="post" action={action}>
      <input type="hidden" name="merchant" value={account.id} />
      {isOne ? (
        <button class="choice merchant" type="submit" name="customer" value={only.id}>
          {logo}
          <strong>
            <bdi>{name}</bdi>
          </strong>
        </button>
      ) : (
        <>
          <h2 class="merchant">
            {logo}
            <bdi>{name}</bdi>
          </h2>
          {customers.map((customer) => (
            <CustomerButton customer={customer} i18n={i18n} />
          ))}
        </>
      )}
    </form>
  )
}

/** Nobody here bills the address, which only whoever has proven it is told. */
function NoMerchantPage(page: DeploymentPageProps) {
  const { none } = page.i18n.words.merchants
  return (
    <DeploymentPage title={none.heading} {...page}>
      <p>{none.text}</p>
      <p>{none.next}</p>
      <p>
        <a href={paths.deploymentLogin()}>{none.again}</a>
      </p>
    </DeploymentPage>
  )
}
