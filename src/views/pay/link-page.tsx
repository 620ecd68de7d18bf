import type { Assets } from '../assets.ts'
import { PlainPage } from '../layouts/plain-page.tsx'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'

type LinkPageProps = {
  readonly locale: Locale
  readonly nonce: string
  readonly assets: Assets
}

/**
 * The one answer to every link that is refused, whatever the reason: it names nobody and says nothing of the invoice. Its form goes
 * to the address that was asked for, so that the page is the same to the letter for every link.
 */
export function LinkPage({ locale, nonce, assets }: LinkPageProps) {
  const { link } = wordsFor(locale, 'plain')
  return (
    <PlainPage title={link.title} what={link.what} next={link.next} locale={locale} nonce={nonce} assets={assets}>
      <form method="post">
        <button class="button" type="submit">
          {link.button}
        </button>
      </form>
      <p class="hint">{link.otherwise}</p>
    </PlainPage>
  )
}

/** The same answer for everybody who asked for a fresh link. */
export function FreshLinkPage({ locale, nonce, assets }: LinkPageProps) {
  const { freshLink } = wordsFor(locale, 'plain')
  return (
    <PlainPage
      title={freshLink.title}
      what={freshLink.what}
      next={freshLink.next}
      locale={locale}
      nonce={nonce}
      assets={assets}
    />
  )
}
