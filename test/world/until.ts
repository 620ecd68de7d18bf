import { setTimeout as pause } from 'node:timers/promises'

/** Polls until `look` returns something; throws with the name of the condition after the time limit. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  timeoutMs = 15_000,
): Promise<T> {
  for (const giveUpAt = Date.now() + timeoutMs; Date.now() < giveUpAt; await pause(50)) {
    const seen = await look()
    if (seen) return seen
  }
  throw new Error(`Timed out waiting for ${what}.`)
}
