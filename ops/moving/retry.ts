import { isUnavailable } from '../../src/db/faults.ts'

const maxTries = 40
const pauseMs = 250

/** Retries while a database gives no readable response; the query must be safe to repeat. */
export async function retryWhileUnavailable<T>(query: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await query()
    } catch (error) {
      if (!isUnavailable(error) || tries === maxTries) throw error
    }
    await new Promise<void>((resolve) => setTimeout(resolve, pauseMs))
  }
}
