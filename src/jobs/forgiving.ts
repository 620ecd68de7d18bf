import { isLostLease } from '../db/conflict.ts'

/**
 * Does claimed work and lets it fail: the row, not the caller, remembers it, and is claimed again when its lease runs out. A lost
 * lease is no fault, since somebody else has the work then.
 */
export async function forgiving(job: string, id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isLostLease(error))
      console.error(JSON.stringify({ job, id, fault: error instanceof Error ? error.name : 'fault' }))
  }
}
