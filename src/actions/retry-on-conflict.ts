import type { Result } from '../core/result.ts'
import { type BatchFailure, Conflict } from '../db/conflict.ts'

const deadlineMs = 15_000
const longestPauseMs = 250
const mostDuplicates = 3

/** What looking again does not change. */
const isFinal: ReadonlySet<BatchFailure> = new Set(['guard', 'limit'])

/**
 * Runs load, decide, commit; where another writer was first, again from the load. Each round at least one writer gets
 * through, so the pauses only spread the rest out. A fact that stays a duplicate however often it is looked at is a fault.
 */
export async function retryOnConflict<T>(attempt: () => Promise<Result<T>>): Promise<Result<T>> {
  let giveUpAt = Number.POSITIVE_INFINITY
  let duplicates = 0
  for (let round = 1; ; round++) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof Conflict) || isFinal.has(error.failure) || Date.now() > giveUpAt) throw error
      // However long the first look took, being late is no reason not to look again.
      giveUpAt = Math.min(giveUpAt, Date.now() + deadlineMs)
      if (error.failure === 'duplicate' && ++duplicates === mostDuplicates) throw error
      await pause(Math.random() * Math.min(longestPauseMs, 15 * round))
    }
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
