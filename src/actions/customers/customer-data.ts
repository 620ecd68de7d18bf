import { type Caller, requireScope } from '../../core/access/caller.ts'
import { customerDataOf } from '../../db/screens/customer-data.ts'
import type { Deps } from '../../deps.ts'

/** What is stored about a customer. A page is read when it is asked for, so that any number of invoices takes the memory of one page. */
export function customerData({ db }: Pick<Deps, 'db'>, caller: Caller, customerId: string) {
  requireScope(caller, 'customers:read', { customerId })
  requireScope(caller, 'invoices:read', { customerId })
  return customerDataOf(db, { accountId: caller.accountId, customerId })
}

export type CustomerData = ReturnType<typeof customerData>
