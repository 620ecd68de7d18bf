/** Does something for each of many, so many at once; the first that fails ends it. */
export async function atOnce<T>(most: number, all: readonly T[], deed: (one: T) => Promise<unknown>): Promise<void> {
  const waiting = [...all].reverse()
  const work = async () => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) await deed(one)
  }
  await Promise.all(Array.from({ length: most }, work))
}
