/** Batches ids requested in the same tick into one query, each id once. */
export function batched<T>(find: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>) {
  const requested = new Map<string, Promise<T | null>>()
  let waiting: string[] = []
  let next: Promise<ReadonlyMap<string, T>> | null = null
  return (id: string): Promise<T | null> => {
    const known = requested.get(id)
    if (known) return known
    waiting.push(id)
    next ??= Promise.resolve().then(() => {
      const ids = waiting
      waiting = []
      next = null
      return find(ids)
    })
    const answer = next.then((found) => found.get(id) ?? null)
    requested.set(id, answer)
    return answer
  }
}
