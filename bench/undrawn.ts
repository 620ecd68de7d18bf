import { serverClock } from '../src/db/clock.ts'
import { emptyDirectoryCache } from '../src/runtime.ts'
import { worker } from '../src/worker.ts'

const directoryCache = emptyDirectoryCache()

const draw = (printed: unknown) => new TextEncoder().encode(JSON.stringify(printed))

/** The product, but documents are not drawn: they are stored, recorded and mailed as the text that they would show. */
export default worker(async () => ({
  now: Date.now,
  databaseClock: serverClock,
  providerUrl: null,
  directoryCache,
  draw,
}))
