import { parseArgs } from 'node:util'
import type { BankAccount } from '../src/core/accounts/bank-account.ts'
import type { Database } from '../src/db/client.ts'
import { bankAccountsIn } from './bank-account.ts'
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

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      account: { type: 'string' },
      'bank-account': { type: 'string', multiple: true },
      none: { type: 'boolean' },
      ...databaseOptions,
    },
  })
  const { url, token, ...options } = values
  const now = await setBankAccounts(databasesIn({ url, token }), options)
  const transfers = now.map(
    ({ currency, number }) =>
      `${currency} to ${number.kind === 'iban' ? number.iban : `${number.bankCode.code} ${number.accountNumber}`}`,
  )
  console.log(
    `Customers of ${options.account} may transfer ${transfers.join(', ') || 'nothing'}. Open invoices show it at once.`,
  )
}

if (import.meta.main)
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
