import type { ComponentChildren } from 'preact'
import type { Branding } from '../../core/accounts/account.ts'
import type { Assets } from '../assets.ts'
import type { Locale } from '../words/locale.ts'
import { Page } from './page.tsx'

type VerifyLayoutProps = {
  readonly title: string
  /** The merchant's; null where it is not known whose document it is. */
  readonly branding: Branding | null
  readonly icon?: string
  readonly locale: Locale
  readonly nonce: string
  readonly assets: Assets
  readonly head?: ComponentChildren
  readonly children: ComponentChildren
}

/** A page about whether a document is genuine. */
export function VerifyLayout({ assets, children, ...page }: VerifyLayoutProps) {
  return (
    <Page className="verify-page" styleSheet={assets.verifyCss} assets={assets} {...page}>
      <main class="verify">{children}</main>
    </Page>
  )
}
