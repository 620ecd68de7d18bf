import { type Caller, requireScope } from '../../core/access/caller.ts'
import type { Account } from '../../core/accounts/account.ts'
import type { DayRange } from '../../core/calendar/day-range.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { type Statement, statementsOf } from '../../core/statements/statement.ts'
import { selectParties, statementScreen } from '../../db/screens/statement-screen.ts'
import type { Deps } from '../../deps.ts'

/** Whose statement, and of which days in the merchant's zone. */
export type StatementInput = { readonly customerId: string; readonly range: DayRange }

export type CustomerStatement = {
  readonly account: Account
  readonly customer: Customer
  /** One for each currency; none where nothing happened and nothing is owed. */
  readonly statements: readonly Statement[]
}

/** A customer's statement of account. Refuses `resource_missing` and `statement_too_long`. One round trip. */
export async function customerStatement(
  { db }: Pick<Deps, 'db'>,
  caller: Caller,
  { customerId, range }: StatementInput,
): Promise<Result<CustomerStatement>> {
  requireScope(caller, 'invoices:read', { customerId })
  const { accountId } = caller
  const found = await statementScreen(db, { accountId, customerId }, range, selectParties(db, accountId, customerId))
  if (!found) return refuse('resource_missing', { values: { noun: 'customer', id: customerId } })
  const statements = statementsOf(range, found.books)
  return statements.ok ? ok({ ...found.parties, statements: statements.value }) : statements
}
