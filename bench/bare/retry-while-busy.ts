const pausesMs = [20, 200]

/**
 * Retries while the database is busy, as Remit does: under this load it is sometimes locked or has no free connection.
 */
export async function retryWhileBusy<T>(ask: () => Promise<T>): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await ask()
    } catch {
      await new Promise<void>((resolve) => setTimeout(resolve, pauseMs))
    }
  }
  return ask()
}
