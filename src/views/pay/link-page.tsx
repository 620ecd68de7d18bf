import type { Account } from '../../core/accounts/account.ts'
import type { Assets } from '../assets.ts'
import { PlainPage } from '../layouts/plain-page.tsx'
import type { PlainWords } from '../words/catalogue.ts'
import { isolate } from '../words/isolate.ts'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'
import { ContactWays } from './contact.tsx'

type LinkPageProps = {
  readonly locale: Locale
  readonly nonce: string
  readonly assets: Assets
}

/** The one answer to every link that is not ours, whatever is wrong with it. */
export const UnknownLinkPage = (props: LinkPageProps) => (
  <PlainPage {...wordsFor(props.locale, 'plain').link.unknown} {...props} />
)

/** A link whose end was left out when it was copied. */
export const CutOffLinkPage = (props: LinkPageProps) => (
  <PlainPage {...wordsFor(props.locale, 'plain').link.cutOff} {...props} />
)

/** The address of an invoice in a browser that has not opened its link. */
export const OtherBrowserPage = (props: LinkPageProps) => (
  <PlainPage {...wordsFor(props.locale, 'plain').link.otherBrowser} {...props} />
)

type EndedLinkPageProps = LinkPageProps & {
  readonly account: Account
  readonly isRevoked: boolean
  /** A masked address; null where no fresh link can be mailed. */
  readonly freshLinkTo: string | null
}

/**
 * A link of ours that has expired or was revoked: whose it was, how to reach them, and where a fresh one goes, but nothing of the
 * invoice. A revoked link cannot order a fresh one, since whoever it was taken from may be the one who has it.
 */
export function EndedLinkPage({ account, isRevoked, freshLinkTo, ...page }: EndedLinkPageProps) {
  const { locale } = page
  const { ended } = wordsFor(locale, 'plain').link
  const { help } = wordsFor(locale, 'pay')
  const seller = isolate(account.name, locale.direction)
  return (
    <PlainPage
      title={ended.title}
      what={(isRevoked ? ended.revoked : ended.expired)({ seller })}
      next={nextStep(ended, seller, freshLinkTo && isolate(freshLinkTo, locale.direction), isRevoked)}
      sender={account}
      {...page}
    >
      {freshLinkTo !== null && !isRevoked && (
        <form method="post">
          <button class="button" type="submit">
            {ended.button}
          </button>
        </form>
      )}
      <p class="hint">{ended.questions({ seller })}</p>
      <ContactWays account={account} seller={seller} help={help} subject={null} />
    </PlainPage>
  )
}

function nextStep(
  ended: PlainWords['link']['ended'],
  seller: string,
  address: string | null,
  isRevoked: boolean,
): string {
  if (address === null) return ended.ask({ seller })
  return isRevoked ? ended.askFor({ seller, address }) : ended.fresh({ address })
}

/** The same answer for everybody who asked for a fresh link. */
export const FreshLinkPage = (props: LinkPageProps) => (
  <PlainPage {...wordsFor(props.locale, 'plain').freshLink} {...props} />
)
