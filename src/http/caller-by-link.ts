import { type Opened, openLink } from '../actions/links/open-link.ts'
import { readLink } from '../crypto/link-token.ts'
import type { Deps } from '../deps.ts'

/** A visitor of an invoice's page, with their link. `linkExpiresAt` in ms since 1970. */
export type Visit = Opened & {
  readonly token: string
  readonly linkId: string
  readonly linkExpiresAt: number
}

/**
 * Opens a link; null if it is invalid, expired or revoked, without telling which. One round trip, none for a bad
 * signature.
 */
export async function visitByLink(deps: Deps, token: string): Promise<Visit | null> {
  const read = await readLink(deps.linkKeys, token, deps.now())
  if (!read || read.isExpired) return null
  const opened = await openLink(deps, read.claims)
  return opened && { ...opened, token, linkId: read.claims.linkId, linkExpiresAt: read.expiresAt }
}
