import type { Query } from '../client.ts'
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
