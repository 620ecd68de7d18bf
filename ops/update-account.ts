import { parseArgs } from 'node:util'
import { updateAccount } from '../src/actions/accounts/update-account.ts'
import type { Account } from '../src/core/accounts/account.ts'
import type { WantedSettings } from '../src/core/accounts/settings.ts'
import type { Database } from '../src/db/client.ts'
import { isHere } from '../src/db/fence.ts'
import { settingsIn } from './account-settings.ts'
import { databaseOptions, databasesIn, explain } from './database.ts'
import { findAccount } from './find-account.ts'
import { operatorDeps, operatorUnit } from './operator.ts'

/** Changes settings of a merchant's account, in whichever database it is. Throws a sentence for what cannot be. */
export async function updateSettings(
  databases: ReadonlyMap<string, Database>,
  accountId: string | undefined,
  settings: WantedSettings,
): Promise<Account> {
  const { account, db } = await findAccount(databases, accountId)
  const unit = operatorUnit(account.id, { conditions: [isHere(account.id)] })
  const updated = await updateAccount(operatorDeps(db), unit, { settings }).catch(explain)
  if (!updated.ok) throw new Error('The prefix belongs to a customer, or to invoices outside of the account’s series.')
  return updated.value
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { account: { type: 'string' }, settings: { type: 'string', default: '' }, ...databaseOptions },
  })
  const { url, token, account, settings } = values
  const wanted = settingsIn(settings)
  const { version } = await updateSettings(databasesIn({ url, token }), account, wanted)
  console.log(`${account} has ${Object.keys(wanted).join(', ')} as you say; its history has ${version} events.`)
}

if (import.meta.main)
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
