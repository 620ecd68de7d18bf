import type { BankAccount } from '../src/core/accounts/bank-account.ts'
import type { Database } from '../src/db/client.ts'
import { bankAccountsIn } from './bank-account.ts'
import { runCommand } from './command.ts'
import { databaseOptions, databasesIn } from './database.ts'
import { updateSettings } from './update-account.ts'

type BankAccountOptions = {
  readonly account?: string
  readonly 'bank-account'?: readonly string[]
  readonly none?: boolean
}

/** Replaces the bank accounts of a merchant's account and returns the new ones. Throws a sentence for an invalid option. */
export async function setBankAccounts(
  databases: ReadonlyMap<string, Database>,
  { account: accountId, 'bank-account': values = [], none = false }: BankAccountOptions,
): Promise<readonly BankAccount[]> {
  const bankAccounts = bankAccountsIn(values)
  // Missing options are more likely a mistake than a request to remove all bank accounts.
  if (none !== (bankAccounts.length === 0))
    throw new Error('Give either --bank-account, or --none to remove all bank accounts.')
  await updateSettings(databases, accountId, { bankAccounts })
  return bankAccounts
}

const help = `npm run account:bank -- --account acct_… --bank-account '{"currency":"eur",…}'
  --account         the account whose bank accounts are replaced
  --bank-account    where customers may transfer money to, as JSON; once for each currency, such as
                    '{"currency":"eur","holder":"Kranwerk Berlin GmbH","iban":"DE89 3704 0044 0532 0130 00"}'
  --none            removes all; in place of --bank-account
  --url, --token    the database; else DATABASE_URL and DATABASE_AUTH_TOKEN`

const options = {
  account: { type: 'string' },
  'bank-account': { type: 'string', multiple: true },
  none: { type: 'boolean' },
  ...databaseOptions,
} as const

if (import.meta.main)
  await runCommand(help, options, async ({ url, token, ...given }) => {
    const now = await setBankAccounts(databasesIn({ url, token }), given)
    const transfers = now.map(
      ({ currency, number }) =>
        `${currency} to ${number.kind === 'iban' ? number.iban : `${number.bankCode.code} ${number.accountNumber}`}`,
    )
    console.log(
      `Customers of ${given.account} may transfer ${transfers.join(', ') || 'nothing'}. Open invoices show it at once.`,
    )
  })
