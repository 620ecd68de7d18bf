import { isLostLease } from '../db/conflict.ts'

/**
 * Does work and lets it fail: answers what the work does, or nothing. What was claimed is remembered by its row and claimed again
 * when its lease runs out; of what has no row only the log tells. A lost lease is no fault, since somebody else has the work then.
 */
export async function runWithoutFailing<T>(job: string, id: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!isLostLease(error))
      console.error(JSON.stringify({ job, id, fault: error instanceof Error ? error.name : 'fault' }))
  }
}
