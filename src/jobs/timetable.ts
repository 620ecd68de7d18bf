import type { Deps } from '../deps.ts'
import { fanOut } from './fan-out.ts'
import { forgetOldKeys } from './forget-old-keys.ts'

export type Job = (deps: Deps) => Promise<void>

/** When what runs, in UTC; the same list as `crons` in wrangler.toml, and a test holds them together. */
export const timetable: Readonly<Record<string, readonly Job[]>> = {
  '* * * * *': [fanOut],
  '17 3 * * *': [forgetOldKeys],
}
