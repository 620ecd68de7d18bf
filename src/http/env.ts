import type { Written } from '../actions/unit-of-work.ts'
import type { Caller } from '../core/access/caller.ts'
import type { Deps } from '../deps.ts'
import type { Bindings } from '../env.ts'
import type { Runtime } from '../runtime.ts'

/** The context variables of every route: the request's dependencies, and its caller once known. */
export type Env = {
  Bindings: Bindings & { RUNTIME: Runtime }
  Variables: {
    deps: Deps
    caller: Caller
    nonce: string
    written: Written
    /** The merchant's origin where a form of this page may lead to. */
    formTarget?: string
  }
}
