import type { Context } from 'hono'
import type { Env } from './env.ts'
import { visitorOf } from './visitor.ts'

/** For how many seconds a visitor waits who tried too many codes: at most as long as tries are counted. */
export const retryAfterSeconds = 60

/**
 * Counts a try of a code, and says whether it is one too many: of this visitor, or of all, so that no crowd of visitors can search for
 * codes. Right ones count too, since a limit that lets them pass would tell them from wrong ones.
 */
export async function isOneTooMany(c: Context<Env>): Promise<boolean> {
  const { byVisitor, inAll } = c.var.deps.verifyLimits
  const visitor = await byVisitor.limit({ key: visitorOf(c.req.raw.headers) })
  // Who is refused already does not use up what is there for all.
  return !visitor.success || !(await inAll.limit({ key: 'all' })).success
}
