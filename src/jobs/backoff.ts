const firstMs = 30_000
const longestMs = 6 * 3_600_000

/** A wait before trying again, in ms: four times as long each time, with full jitter above the first half so that failures do not come in step. */
export function backoffMs(tries: number): number {
  const ceiling = Math.min(longestMs, firstMs * 4 ** tries)
  return Math.round(ceiling / 2 + (Math.random() * ceiling) / 2)
}
