import type { Page, PageRequest } from '../../../db/repositories/page.ts'

/** A page of a fully loaded list, in its own order; null if the cursor is not in it. */
export function pageWithin<T extends { readonly id: string }>(
  all: readonly T[],
  { limit, startingAfter, endingBefore }: PageRequest,
): Page<T> | null {
  const cursorId = startingAfter ?? endingBefore
  const cursor = cursorId === undefined ? -1 : all.findIndex(({ id }) => id === cursorId)
  if (cursorId !== undefined && cursor < 0) return null
  if (endingBefore === undefined) {
    const rest = all.slice(cursor + 1)
    return { items: rest.slice(0, limit), hasMore: rest.length > limit }
  }
  const before = all.slice(0, cursor)
  return { items: before.slice(-limit), hasMore: before.length > limit }
}
