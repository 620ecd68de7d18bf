import { isCutOff } from '../../crypto/link-token.ts'
import type { EndedLink } from '../../http/caller-by-link.ts'
import { isInvoiceId, type LinkContext } from '../../http/link-cookies.ts'
import { page, pageProps } from '../../http/pages.tsx'
import { CutOffLinkPage, EndedLinkPage, OtherBrowserPage, UnknownLinkPage } from '../../views/pay/link-page.tsx'

/**
 * The page of a link that does not open. Links that are not ours get the same one, whether forged, altered or deleted; and so does the
 * address of an invoice without its link, whether there is such an invoice or not.
 */
export function refusedLink(c: LinkContext, ended: EndedLink | null) {
  if (ended) return page(c, <EndedLinkPage {...ended} {...pageProps(c)} />, 404)
  const place = c.req.param('token')
  const Refused = isInvoiceId(place) ? OtherBrowserPage : isCutOff(place) ? CutOffLinkPage : UnknownLinkPage
  return page(c, <Refused {...pageProps(c)} />, 404)
}
