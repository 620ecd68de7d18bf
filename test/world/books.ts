import { ledgerViolations } from './ledger.ts'
import { harborPine, kranwerk } from './merchant.ts'
import { truthOf } from './provider.ts'
import { rebuildViolations } from './rebuild.ts'
import { rows } from './records.ts'

/**
 * Every way in which the books contradict themselves, their history or the provider; empty where they are right. Histories are
 * folded of what changed since an instant (ms since 1970), or of everything, which takes longer with every test.
 */
export async function bookViolations(since = 0): Promise<string[]> {
  const found = await Promise.all(
    [kranwerk, harborPine].map(async (merchant) =>
      ledgerViolations(rows, { ...merchant, truth: await truthOf(merchant) }),
    ),
  )
  return [...found.flat(), ...(await rebuildViolations(rows, since))]
}

export type ReviewItem = { kind: string; subject: string; invoice_id: string | null }

/** The review items created since a time of the world's clock (ms since 1970), except about older invoices. */
export const reviewItemsSince = (instant: number): Promise<ReviewItem[]> =>
  rows<ReviewItem>(
    `SELECT r.kind, r.subject, r.invoice_id FROM review_items r LEFT JOIN invoices i ON i.id = r.invoice_id
     WHERE r.created_at >= ?1 AND (i.id IS NULL OR i.created_at >= ?1) ORDER BY r.id`,
    instant,
  )
