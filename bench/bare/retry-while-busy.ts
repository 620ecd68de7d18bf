const pausesMs = [20, 200]

/** Asks again where the database is busy, as Remit does: at this load it now and then is locked or has no connection left. */
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
