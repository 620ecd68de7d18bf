import { and, eq, isNull } from 'drizzle-orm'
import type { Database, Query } from '../client.ts'
import { insertInto } from '../insert.ts'
import { reviewItems } from '../schema/index.ts'

type ReviewItem = {
  readonly kind: string
  /** What it is about; each kind and subject is reported once. */
  readonly subject: string
  readonly invoiceId: string | null
  readonly detail: Record<string, unknown>
}

type Making = { readonly newId: (kind: 'reviewItem') => string; readonly now: () => number }

/** Something a person at the merchant must look at, recorded once per kind and subject. */
export const reviewItem = ({ newId, now }: Making, accountId: string, item: ReviewItem): Query =>
  insertInto(reviewItems, [{ accountId, id: newId('reviewItem'), ...item, createdAt: now() }], 'on conflict do nothing')

/** The same, open again where one of its kind and subject was resolved before. */
export const reopenedReviewItem = ({ newId, now }: Making, accountId: string, item: ReviewItem): Query =>
  insertInto(
    reviewItems,
    [{ accountId, id: newId('reviewItem'), ...item, createdAt: now() }],
    'on conflict (account_id, kind, subject) do update set resolved_at = null, created_at = excluded.created_at',
  )

type Named = { readonly accountId: string } & Pick<ReviewItem, 'kind' | 'subject'>

/** Resolves an item by what it is about; one that is resolved stays as it is. */
export const resolvedReviewItem = ({ orm }: Database, { accountId, kind, subject }: Named, now: number): Query =>
  orm
    .update(reviewItems)
    .set({ resolvedAt: now })
    .where(
      and(
        eq(reviewItems.accountId, accountId),
        eq(reviewItems.kind, kind),
        eq(reviewItems.subject, subject),
        isNull(reviewItems.resolvedAt),
      ),
    )
