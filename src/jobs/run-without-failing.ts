import { isLostLease } from '../db/conflict.ts'

/**
 * Runs work and logs its failure. Claimed work is retried from its row when the lease expires; work without a row is
 * only logged. A lost lease is not a fault, since another worker has the work.
 */
export async function runWithoutFailing<T>(job: string, id: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!isLostLease(error))
      console.error(JSON.stringify({ job, id, fault: error instanceof Error ? error.name : 'fault' }))
  }
}
