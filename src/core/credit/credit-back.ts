import type { Customer } from '../customers/customer.ts'
import { evolve } from '../customers/evolve.ts'
import type { InvoiceEvent } from '../invoices/events.ts'
import type { Invoice } from '../invoices/invoice.ts'
import { record, replay } from '../recorded.ts'
import { balanceEffects } from './balance.ts'

/**
 * The customer as they are once the original of a revision is void: the credit that had paid a part of it can pay the revision. `now`
 * in ms since 1970.
 */
export const withCreditBack = (
  customer: Customer,
  original: Invoice | null,
  voided: readonly InvoiceEvent[],
  now: number,
): Customer =>
  original ? replay(evolve, record(balanceEffects(original, voided), customer.version, now), customer)! : customer
