import { serverClock } from './db/clock.ts'
import { emptyDirectoryCache } from './runtime.ts'
import { worker } from './worker.ts'

const directoryCache = emptyDirectoryCache()

export default worker(async () => ({ now: Date.now, databaseClock: serverClock, providerUrl: null, directoryCache }))
