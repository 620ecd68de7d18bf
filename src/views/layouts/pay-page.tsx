import type { ComponentChildren } from 'preact'
import type { Account } from '../../core/accounts/account.ts'
import { paths } from '../../paths.ts'
import type { Assets } from '../assets.ts'
import type { Locale } from '../words/locale.ts'
import { Page } from './page.tsx'

/** htmx without its own styles and history, and with a timeout of 30 seconds. */
const htmxConfig = '{"includeIndicatorCSS":false,"history":false,"defaultTimeout":30000}'

type PayPageProps = {
  readonly account: Account
  readonly title: string
  readonly place: string
  readonly locale: Locale
  readonly nonce: string
  readonly assets: Assets
  readonly children: ComponentChildren
}

/** An invoice's page, in its merchant's colours. */
export function PayPage({ account, title, place, locale, nonce, assets, children }: PayPageProps) {
  const { branding } = account
  return (
    <Page
      locale={locale}
      title={title}
      nonce={nonce}
      assets={assets}
      branding={branding}
      icon={branding.logo ? paths.logo(account.id, branding.logo) : undefined}
      className="invoice-page"
      styleSheet={assets.payCss}
      head={<PayScript assets={assets} viewsPath={paths.views(place)} />}
    >
      {children}
    </Page>
  )
}

/** The script that records a view, keeps the page up to date, and loads htmx on demand. */
function PayScript({ assets, viewsPath }: { readonly assets: Assets; readonly viewsPath: string }) {
  return (
    <>
      <meta name="htmx-config" content={htmxConfig} />
      <script
        src={assets.payJs.path}
        integrity={assets.payJs.integrity}
        defer
        data-views={viewsPath}
        data-htmx={assets.htmx.path}
        data-htmx-integrity={assets.htmx.integrity}
      />
    </>
  )
}
