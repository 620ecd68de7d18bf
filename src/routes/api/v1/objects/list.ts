/** A list in the API's form; `url` is where it can be asked for. */
export const listObject = (data: readonly unknown[], hasMore: boolean, url: string) => ({
  object: 'list',
  data,
  has_more: hasMore,
  url,
})

/** As many as Stripe puts into the object that they are of. */
const inlined = 10

/** The beginning of a list inside another object, with how many there are. */
export const listInside = (all: readonly unknown[], url: string) => ({
  object: 'list',
  data: all.slice(0, inlined),
  has_more: all.length > inlined,
  total_count: all.length,
  url,
})
