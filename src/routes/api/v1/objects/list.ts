/** An API list; `url` is its endpoint. */
export const listObject = (data: readonly unknown[], hasMore: boolean, url: string) => ({
  object: 'list',
  data,
  has_more: hasMore,
  url,
})

/** Stripe's number of items in an embedded list. */
const inlined = 10

/** An embedded list: its first items and the total count. */
export const embeddedList = (draw: (most: number) => readonly unknown[], count: number, url: string) => ({
  object: 'list',
  data: draw(inlined),
  has_more: count > inlined,
  total_count: count,
  url,
})
