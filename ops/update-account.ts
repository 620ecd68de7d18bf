import { updateAccount } from '../src/actions/accounts/update-account.ts'
import type { Account } from '../src/core/accounts/account.ts'
import type { WantedSettings } from '../src/core/accounts/settings.ts'
import type { RefusalCode } from '../src/core/refusals.ts'
import type { Database } from '../src/db/client.ts'
import { isHere } from '../src/db/fence.ts'
import { settingsIn } from './account-settings.ts'
import { runCommand } from './command.ts'
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
  if (!updated.ok) throw new Error(refusals[updated.refusal.code] ?? updated.refusal.code)
  return updated.value
}

const refusals: Partial<Readonly<Record<RefusalCode, string>>> = {
  number_prefix_invalid: 'The prefix belongs to a customer, or to invoices outside of the account’s series.',
  e_invoice_tax_rounding:
    'With e-invoices, "rounding" must be invoice: they have the tax of a rate on its sum. Turn them off with {"eInvoices":null}.',
}

/** What e-invoices changed besides themselves; nothing where they were not turned on. */
const noteAbout = ({ eInvoices }: WantedSettings): string =>
  eInvoices
    ? '\nTax on new invoices is rounded once per rate, as e-invoices need it. Drafts that exist keep their rounding.'
    : ''

const help = `npm run account:update -- --account acct_… --settings '{"name":"Kranwerk Berlin GmbH"}'
  --account         the account to change
  --settings        what to change, as JSON; docs/deploy.md lists the settings
  --url, --token    the database; else DATABASE_URL and DATABASE_AUTH_TOKEN`

const options = { account: { type: 'string' }, settings: { type: 'string', default: '' }, ...databaseOptions } as const

if (import.meta.main)
  await runCommand(help, options, async ({ account, settings, ...database }) => {
    const wanted = settingsIn(settings)
    const { version } = await updateSettings(databasesIn(database), account, wanted)
    console.log(
      `${account} has ${Object.keys(wanted).join(', ')} as you say; its history has ${version} events.${noteAbout(wanted)}`,
    )
  })
