import type { Context } from 'hono'
import { isCutOff } from '../../crypto/link-token.ts'
import type { EndedLink } from '../../http/caller-by-link.ts'
import type { Env } from '../../http/env.ts'
import { page, pageProps } from '../../http/pages.tsx'
import { CutOffLinkPage, EndedLinkPage, UnknownLinkPage } from '../../views/pay/link-page.tsx'

/** The page of a link that does not open. Links that are not ours get the same one, whether forged, altered or deleted. */
export function refusedLink(c: Context<Env>, token: string, ended: EndedLink | null) {
  if (ended) return page(c, <EndedLinkPage {...ended} {...pageProps(c)} />, 404)
  return page(c, isCutOff(token) ? <CutOffLinkPage {...pageProps(c)} /> : <UnknownLinkPage {...pageProps(c)} />, 404)
}
