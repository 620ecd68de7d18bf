const firstMs = 30_000
const longestMs = 6 * 3_600_000

/** The delay before a retry, in ms: grows fourfold per try, the upper half random, so that retries spread out. */
export function backoffMs(tries: number): number {
  const ceiling = Math.min(longestMs, firstMs * 4 ** tries)
  return Math.round(ceiling / 2 + (Math.random() * ceiling) / 2)
}
