import type { CompletableFlow } from '../../core/portal/flow.ts'
import { paths } from '../../paths.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { safeUrl } from '../parts/safe-url.ts'
import type { SignedInProps } from './overview-page.tsx'

type ConfirmationProps = SignedInProps & {
  readonly done: CompletableFlow
  /** The merchant's own. */
  readonly message: string | null
}

/** That a customer has done what the merchant's site sent them for, and the way back there. */
export function ConfirmationPage({ done, message, returnUrl, nowMs: _, ...page }: ConfirmationProps) {
  const { account, i18n } = page
  const { words } = i18n
  const back = safeUrl(returnUrl)
  return (
    <PortalPage title={words.done.heading} place={null} {...page}>
      <p>{words.done.what[done]}</p>
      {message !== null && (
        <p>
          <bdi>{message}</bdi>
        </p>
      )}
      {back && (
        <p>
          <a class="button" href={back.href} rel="noreferrer">
            {words.back({ seller: i18n.name(account.name) })}
          </a>
        </p>
      )}
      <p>
        <a href={paths.portal(account.id)}>{words.done.overview}</a>
      </p>
    </PortalPage>
  )
}
