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
export const listInside = (draw: (most: number) => readonly unknown[], count: number, url: string) => ({
  object: 'list',
  data: draw(inlined),
  has_more: count > inlined,
  total_count: count,
  url,
})
