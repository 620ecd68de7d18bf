import type { ComponentChildren } from 'preact'
import type { Assets } from '../assets.ts'
import type { Locale } from '../words/locale.ts'
import { Page } from './page.tsx'

type PlainPageProps = {
  readonly title: string
  readonly what: string
  readonly next: string
  readonly locale: Locale
  readonly nonce: string
  readonly assets: Assets
  readonly children?: ComponentChildren
}

/** A page with one message, without a merchant's branding: what happened, and what to do next. */
export function PlainPage({ title, what, next, locale, nonce, assets, children }: PlainPageProps) {
  return (
    <Page
      locale={locale}
      title={title}
      nonce={nonce}
      assets={assets}
      branding={null}
      className="plain-page"
      styleSheet={assets.plainCss}
    >
      <main class="plain">
        <h1>{title}</h1>
        <p>{what}</p>
        <p>{next}</p>
        {children}
      </main>
    </Page>
  )
}
