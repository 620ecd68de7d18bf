import { requireScope } from '../../core/access/caller.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { linkExpiry } from '../../core/links/expiry.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import { issued, linksOf, revoked } from '../../db/repositories/links.ts'
import type { Deps } from '../../deps.ts'
import { writeInvoice } from '../invoices/write-invoice.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import type { UnitOfWork } from '../unit-of-work.ts'

type ToRevoke = { readonly invoiceId: string; readonly linkId: string }

/**
 * Revokes one recipient's link and replaces it; other links are untouched. Idempotent. A customer revokes those of their own invoices, but
 * not the merchant's own; others are refused as `resource_missing`.
 */
export function revokeLink(deps: Deps, unit: UnitOfWork, { invoiceId, linkId }: ToRevoke): Promise<Result<null>> {
  const { accountId, reach } = unit.caller
  requireScope(unit.caller, 'links:write', reach.kind === 'customer' ? reach : {})
  return retryOnConflict(async () => {
    const loaded = await invoicesOf(deps.db, accountId).withParties(invoiceId)
    const link = (await linksOf(deps.db, accountId, invoiceId)).find(({ id }) => id === linkId)
    if (!loaded || !isIssued(loaded.invoice) || !link) return refuse('resource_missing')
    if (reach.kind === 'customer' && (loaded.invoice.customerId !== reach.customerId || link.recipient === null))
      return refuse('resource_missing')
    if (link.revokedAt !== null) return ok(null)
    const now = deps.now()
    const replacement = {
      ...link,
      id: deps.newId('link'),
      createdAt: now,
      lastUsedAt: null,
      expiresAt: linkExpiry(loaded.invoice.overdueFrom, now),
    }
    await writeInvoice(deps, unit, loaded, [{ type: 'link.revoked', linkId, replacementId: replacement.id }], now, {
      linkRows: [revoked(deps.db, accountId, linkId, now), issued([replacement])],
      links: [...loaded.links.filter(({ id }) => id !== linkId), replacement],
    })
    return ok(null)
  })
}
