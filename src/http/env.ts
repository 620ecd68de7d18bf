import type { Written } from '../actions/unit-of-work.ts'
import type { Caller } from '../core/access/caller.ts'
import type { Deps } from '../deps.ts'
import type { Bindings } from '../env.ts'
import type { Runtime } from '../runtime.ts'

/** What every route finds in its context: the things of this request, and on whose behalf it came once that is known. */
export type Env = {
  Bindings: Bindings & { RUNTIME: Runtime }
  Variables: { deps: Deps; caller: Caller; nonce: string; written: Written }
}
