import { setTimeout as pause } from 'node:timers/promises'

/** Looks again and again until there is something to see; throws what was waited for when it does not come in time. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  patienceMs = 15_000,
): Promise<T> {
  for (const giveUpAt = Date.now() + patienceMs; Date.now() < giveUpAt; await pause(50)) {
    const seen = await look()
    if (seen) return seen
  }
  throw new Error(`Waited in vain for ${what}.`)
}
