import { parseArgs } from 'node:util'
import { eq } from 'drizzle-orm'
import type { BankAccount } from '../src/core/accounts/bank-account.ts'
import { type Database, writeBatch } from '../src/db/client.ts'
import { isHere } from '../src/db/fence.ts'
import { accounts } from '../src/db/schema/index.ts'
import { bankAccountsIn } from './bank-account.ts'
import { databaseOptions, databasesIn, explain } from './database.ts'
import { findAccount } from './find-account.ts'

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
  const { account, db } = await findAccount(databases, accountId)
  const row = db.orm
    .update(accounts)
    .set({ state: { ...account, bankAccounts } })
    .where(eq(accounts.id, account.id))
  await writeBatch(db, [isHere(account.id), row]).catch(explain)
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
