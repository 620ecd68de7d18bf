import type { LinkRow } from '../../../../db/repositories/links.ts'
import { paths } from '../../../../paths.ts'
import { type ApiObject, Reference } from '../api-object.ts'
import type { RenderContext } from '../render-context.ts'
import { seconds, secondsOrNull } from './seconds.ts'

type Link = LinkRow & {
  readonly recipient: string | null
  readonly createdAt: number
  readonly revokedAt: number | null
  readonly lastUsedAt: number | null
}

/** A link to an invoice's page. Only the merchant's own link shows its URL; a recipient's is only in their mail. */
export const linkObject = async (context: RenderContext, link: Link): Promise<ApiObject> => ({
  id: link.id,
  object: 'invoice_link',
  created: seconds(link.createdAt),
  expires_at: seconds(link.expiresAt),
  invoice: new Reference(link.invoiceId, () => context.invoice(link.invoiceId)),
  last_used: secondsOrNull(link.lastUsedAt),
  livemode: context.livemode,
  recipient: link.recipient,
  revoked_at: secondsOrNull(link.revokedAt),
  url: link.recipient === null && link.revokedAt === null ? await context.urlOf(link, paths.invoice) : null,
})
