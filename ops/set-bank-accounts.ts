import { parseArgs } from 'node:util'
import type { BankAccount } from '../src/core/accounts/bank-account.ts'
import type { Database } from '../src/db/client.ts'
import { bankAccountsIn } from './bank-account.ts'
import { databaseOptions, databasesIn } from './database.ts'
import { updateSettings } from './update-account.ts'

type Wish = { readonly account?: string; readonly 'bank-account'?: readonly string[]; readonly none?: boolean }

/** Replaces the bank accounts of a merchant's account, and answers the new ones. Throws a sentence for what cannot be one. */
export async function setBankAccounts(
  databases: ReadonlyMap<string, Database>,
  { account: accountId, 'bank-account': wished = [], none = false }: Wish,
): Promise<readonly BankAccount[]> {
  const bankAccounts = bankAccountsIn(wished)
  // Nothing said is more likely a slip than the wish to take them all away.
  if (none !== (bankAccounts.length === 0))
    throw new Error('Say either --bank-account, or --none to take transfers away.')
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
  const { url, token, ...wish } = values
  const now = await setBankAccounts(databasesIn({ url, token }), wish)
  const said = now.map(
    ({ currency, number }) =>
      `${currency} to ${number.kind === 'iban' ? number.iban : `${number.bankCode.code} ${number.accountNumber}`}`,
  )
  console.log(
    `Customers of ${wish.account} may transfer ${said.join(', ') || 'nothing'}. Open invoices show it at once.`,
  )
}

if (import.meta.main)
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  })
