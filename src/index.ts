import { nothingRemembered } from './surroundings.ts'
import { worker } from './worker.ts'

const whereabouts = nothingRemembered()

export default worker(async () => ({ now: Date.now, providerUrl: null, whereabouts }))
