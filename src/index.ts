import { worker } from './worker.ts'

export default worker(async () => ({ now: Date.now, providerUrl: null }))
