import { createAccount as create } from '../src/actions/accounts/create-account.ts'
import type { Database } from '../src/db/client.ts'
import { apiKeys } from '../src/db/schema/index.ts'
import { runCommand } from './command.ts'
import { databaseIn, databaseOptions, explain } from './database.ts'
import { type AccountOptions, accountOptions, newSettings } from './new-account.ts'
import { newApiKey } from './new-api-key.ts'
import { operatorDeps, operatorUnit } from './operator.ts'

/**
 * Creates a merchant's account and its first secret key in one transaction. The key is returned only here: its SHA-256
 * is stored. Throws a sentence for an invalid option or an unusable database.
 */
export async function createAccount(
  db: Database,
  options: AccountOptions,
  now = Date.now(),
): Promise<{ accountId: string; apiKey: string }> {
  const { live: livemode = false } = options
  const settings = newSettings(options)
  const deps = operatorDeps(db, now)
  const accountId = deps.newId('account')
  const { key, hash } = await newApiKey(livemode)
  const row = db.orm.insert(apiKeys).values({ hash, id: deps.newId('apiKey'), accountId, livemode, createdAt: now })
  const unit = operatorUnit(accountId, { accompanyingRows: [row] })
  const created = await create(deps, unit, { livemode, settings }).catch(explain)
  if (!created.ok) throw new Error(`The account was refused: ${created.refusal.code}.`)
  return { accountId, apiKey: key }
}

const help = `npm run account:create -- --name "Kranwerk Berlin GmbH" --country DE --currency eur --time-zone Europe/Berlin [options]
  --live            a live account, with real money; without it, a test account
  --locale          en, de, fr, ja or ar, with a region if you like (de-AT); en
  --prefix          what invoice numbers begin with; INV
  --support-email   shown on the page, and where replies to mails go
  --methods         payment methods that are enabled in the provider's account, with commas; card
  --bank-account    where customers may transfer money to, as JSON; once for each currency, such as
                    '{"currency":"eur","holder":"Kranwerk Berlin GmbH","iban":"DE89 3704 0044 0532 0130 00"}'
  --url, --token    the database; else DATABASE_URL and DATABASE_AUTH_TOKEN`

if (import.meta.main)
  await runCommand(help, { ...accountOptions, ...databaseOptions }, async ({ url, token, ...options }) => {
    const { accountId, apiKey } = await createAccount(databaseIn({ url, token }), options)
    console.log(`Created ${options.live ? 'the live' : 'a test'} account ${accountId}.

Its secret key is shown this once, and only its hash is stored:

  ${apiKey}

Add "${accountId}" to PAYMENT_ACCOUNTS (docs/deploy.md), and send the provider's webhooks to /hooks/stripe/${accountId}.`)
  })
