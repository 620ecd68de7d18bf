import { merchants } from '../../dev/seed/merchants.ts'
import { rowsAt } from '../world/database.ts'
import { ledgerWrongs } from '../world/ledger.ts'
import { rebuildWrongs } from '../world/rebuild.ts'
import type { Town } from './town.ts'

/** Everything in which a town's books contradict themselves, their history or the provider's truth; nothing where they are right. */
export async function wrongsInMoney(town: Town): Promise<string[]> {
  const rows = rowsAt(town.urls.database)
  const ledgers = merchants.map(({ account, providerAccount }) =>
    ledgerWrongs(rows, { accountId: account.id, providerAccount, truth: town.sandbox.truth(providerAccount) }),
  )
  return (await Promise.all([...ledgers, rebuildWrongs(rows)])).flat()
}

/** What a person was asked to look at, and messages and mails that are not done with, with what went wrong. */
export async function leftOver(town: Town): Promise<string[]> {
  const found = await rowsAt(town.urls.database)<{ what: string }>(
    `SELECT kind || ' about ' || subject AS what FROM review_items
     UNION ALL SELECT type || ' ' || id || ' after ' || tries || ' tries: ' || coalesce(last_error, '') FROM provider_events
       WHERE applied_at IS NULL
     UNION ALL SELECT dedupe_key || ' after ' || tries || ' tries: ' || coalesce(last_error, '') FROM outbox
       WHERE done_at IS NULL`,
  )
  return found.map(({ what }) => what)
}
