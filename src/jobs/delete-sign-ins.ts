import { dayMs } from '../core/calendar/day.ts'
import type { Database } from '../db/client.ts'
import { deleteDeploymentSignInsBefore } from '../db/repositories/deployment-sign-ins.ts'
import { deleteSessionsBefore } from '../db/repositories/portal-sessions.ts'
import { deleteSignInsBefore } from '../db/repositories/sign-ins.ts'
import type { Deps } from '../deps.ts'

/** Forgets requests to sign in after a day, and sessions a month after they ended. */
export async function deleteSignIns({ now }: Deps, db: Database): Promise<void> {
  await deleteSignInsBefore(db, now() - dayMs)
  await deleteDeploymentSignInsBefore(db, now() - dayMs)
  await deleteSessionsBefore(db, now() - 30 * dayMs)
}
