import type { Context } from 'hono'
import type { RateLimits } from '../env.ts'
import type { Env } from './env.ts'
import { problemPage } from './pages.tsx'
import { visitorOf } from './visitor.ts'

/** For how many seconds a visitor waits who tried too often: at most as long as tries are counted. */
const retryAfterSeconds = 60

/**
 * Counts a try, and says whether it is one too many: of this visitor, or of all, so that no crowd of visitors can search for codes. Right
 * ones count too, since a limit that lets them pass would tell them from wrong ones.
 */
export async function isOneTooMany(c: Context<Env>, { byVisitor, inAll }: RateLimits): Promise<boolean> {
  const visitor = await byVisitor.limit({ key: visitorOf(c.req.raw.headers) })
  // Who is refused already does not use up what is there for all.
  return !visitor.success || !(await inAll.limit({ key: 'all' })).success
}

/** The answer to a try too many. */
export function tooManyPage(c: Context<Env>) {
  c.header('retry-after', String(retryAfterSeconds))
  return problemPage(c, 429)
}
