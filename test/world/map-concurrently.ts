/** Runs `each` for every item, at most `limit` at once, and returns the results in the items' order. The first failure rejects. */
export async function mapConcurrently<T, R>(
  limit: number,
  items: Iterable<T>,
  each: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const rest = items[Symbol.iterator]()
  let started = 0
  const worker = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      const index = started++
      results[index] = await each(next.value, index)
    }
  }
  await Promise.all(Array.from({ length: limit }, worker))
  return results
}
