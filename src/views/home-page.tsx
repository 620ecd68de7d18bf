import type { Operator } from '../env.ts'
import { linkUrl, paths } from '../paths.ts'
import type { Assets } from './assets.ts'
import { PlainPage } from './layouts/plain-page.tsx'
import { safeUrl } from './parts/safe-url.ts'
import { isolate } from './words/isolate.ts'
import type { Locale } from './words/locale.ts'
import { wordsFor } from './words/words-for.ts'

type HomePageProps = {
  /** Who runs the deployment; null where the settings do not say. */
  readonly operator: Operator | null
  /** E.g. `https://pay.example.com`. */
  readonly origin: string
  readonly locale: Locale
  readonly nonce: string
  readonly assets: Assets
}

/** The page at `/`, for people who shortened a link or wonder where a mail came from. It names no merchant. */
export function HomePage({ operator, origin, ...page }: HomePageProps) {
  const { home } = wordsFor(page.locale, 'plain')
  const isolated = (text: string) => isolate(text, page.locale.direction)
  return (
    <PlainPage
      title={home.title({ host: isolated(new URL(origin).host) })}
      what={home.what}
      next={home.next}
      sender={operator}
      {...page}
    >
      <p>
        <a href={paths.deploymentLogin()}>{home.all}</a>
      </p>
      <p>{home.genuine({ link: isolated(linkUrl(origin, paths.invoice(''))) })}</p>
      {operator && (
        <p class="hint">
          {home.runBy({ operator: isolated(operator.name) })}
          {operator.contact && (
            <>
              {' '}
              {home.contact} <OperatorContact contact={operator.contact} />
            </>
          )}
        </p>
      )}
    </PlainPage>
  )
}

function OperatorContact({ contact }: { readonly contact: string }) {
  const website = safeUrl(contact)
  return (
    <a href={website?.href ?? `mailto:${contact}`} rel="noreferrer">
      <bdi>{website?.host ?? contact}</bdi>
    </a>
  )
}
