import { type Result, refuse } from '../core/result.ts'
import { type BatchFailure, Conflict } from '../db/conflict.ts'

const deadlineMs = 15_000
const longestPauseMs = 250
const maxDuplicates = 3

/** Failures that a retry cannot resolve. */
const isFinal: ReadonlySet<BatchFailure> = new Set(['guard', 'limit'])

/**
 * Runs load, decide, commit, and repeats it on a conflict. Every round at least one writer succeeds, so the pauses only
 * spread out the rest. A duplicate that persists is a bug and is thrown. Refuses `customer_deleted` to whoever decides once more to
 * write something new for an erased customer.
 */
export async function retryOnConflict<T>(attempt: () => Promise<Result<T>>): Promise<Result<T>> {
  let giveUpAt = Number.POSITIVE_INFINITY
  let duplicates = 0
  let isErased = false
  for (let round = 1; ; round++) {
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof Conflict && error.failure === 'erased') {
        if (isErased) return refuse('customer_deleted')
        isErased = true
      }
      if (!(error instanceof Conflict) || isFinal.has(error.failure) || Date.now() > giveUpAt) throw error
      // The deadline starts with the first conflict, so a slow first attempt still gets a retry.
      giveUpAt = Math.min(giveUpAt, Date.now() + deadlineMs)
      if (error.failure === 'duplicate' && ++duplicates === maxDuplicates) throw error
      await pause(Math.random() * Math.min(longestPauseMs, 15 * round))
    }
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
