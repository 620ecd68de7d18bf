import type { Assets } from '../assets.ts'
import { PlainPage } from '../layouts/plain-page.tsx'
import type { PlainWords } from '../words/catalogue.ts'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'

/** The statuses that have their own words. */
export type ErrorStatus = keyof PlainWords['error']

const isWorthRetrying: Readonly<Record<ErrorStatus, boolean>> = {
  400: false,
  403: false,
  404: false,
  405: false,
  413: false,
  429: true,
  500: true,
  503: true,
}

type ErrorPageProps = {
  readonly status: ErrorStatus
  readonly locale: Locale
  readonly nonce: string
  readonly assets: Assets
  /** The page to try again, when the failed request was only for looking; null after a form. */
  readonly retryPath?: string | null
}

/** A calm page: what happened and what to do next, and nothing of what went wrong inside. */
export function ErrorPage({ status, locale, nonce, assets, retryPath = null }: ErrorPageProps) {
  const words = wordsFor(locale, 'plain')
  return (
    <PlainPage {...words.error[status]} locale={locale} nonce={nonce} assets={assets}>
      {retryPath && isWorthRetrying[status] && (
        <a class="button" href={retryPath}>
          {words.tryAgain}
        </a>
      )}
    </PlainPage>
  )
}
