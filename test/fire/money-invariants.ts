import { merchants } from '../../dev/seed/merchants.ts'
import { rowsAt } from '../world/database.ts'
import { ledgerViolations } from '../world/ledger.ts'
import { rebuildViolations } from '../world/rebuild.ts'
import type { Environment } from './environment.ts'

/** Every way in which the books contradict themselves, their event history or the provider; empty where they are right. */
export async function moneyViolations(env: Environment): Promise<string[]> {
  const rows = rowsAt(env.urls.database)
  const ledgers = merchants.map(({ account, providerAccount }) =>
    ledgerViolations(rows, { accountId: account.id, providerAccount, truth: env.sandbox.truth(providerAccount) }),
  )
  return (await Promise.all([...ledgers, rebuildViolations(rows)])).flat()
}

/** Review items, and webhooks and mails that are not done, each with its last error. */
export async function unfinishedWork(env: Environment): Promise<string[]> {
  const found = await rowsAt(env.urls.database)<{ what: string }>(
    `SELECT kind || ' about ' || subject AS what FROM review_items
     UNION ALL SELECT type || ' ' || id || ' after ' || tries || ' tries: ' || coalesce(last_error, '') FROM provider_events
       WHERE applied_at IS NULL
     UNION ALL SELECT dedupe_key || ' after ' || tries || ' tries: ' || coalesce(last_error, '') FROM outbox
       WHERE done_at IS NULL`,
  )
  return found.map(({ what }) => what)
}
