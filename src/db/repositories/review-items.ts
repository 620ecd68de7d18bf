import type { Deps } from '../../deps.ts'
import type { Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { reviewItems } from '../schema/index.ts'

export type ReviewItem = {
  readonly kind: string
  /** What it is about; the same kind and subject is asked once. */
  readonly subject: string
  readonly invoiceId: string | null
  readonly detail: Record<string, unknown>
}

/** A question to a person at the merchant's, written once however often it comes up. */
export const reviewItem = (deps: Deps, accountId: string, item: ReviewItem): Query =>
  insertInto(
    reviewItems,
    [{ accountId, id: deps.newId('reviewItem'), ...item, createdAt: deps.now() }],
    'on conflict do nothing',
  )
