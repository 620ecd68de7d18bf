import type { Assets } from './assets.ts'
import { PlainPage } from './layouts/plain-page.tsx'
import type { Locale } from './words/locale.ts'
import { wordsFor } from './words/words-for.ts'

/** The page at `/`, for people who shortened a link. */
export function HomePage({ locale, nonce, assets }: { locale: Locale; nonce: string; assets: Assets }) {
  return <PlainPage {...wordsFor(locale, 'plain').home} locale={locale} nonce={nonce} assets={assets} />
}
