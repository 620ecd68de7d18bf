/** A list in the API's form; `url` is where the rest of it can be asked for. */
export const listObject = (data: readonly unknown[], hasMore: boolean, url: string) => ({
  object: 'list',
  data,
  has_more: hasMore,
  url,
})
