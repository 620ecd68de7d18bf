import type { Assets } from '../assets.ts'
import { PlainPage } from '../layouts/plain-page.tsx'
import type { PlainWords } from '../words/catalogue.ts'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'

/** The statuses with their own texts. */
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
  /** The page to retry if the failed request was a GET; null after a form. */
  readonly retryPath?: string | null
}

/** An error page: what happened and what to do next, without internal details. */
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
