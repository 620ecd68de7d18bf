import { requireScope } from '../../core/access/caller.ts'
import { isCharged } from '../../core/collection/charging.ts'
import { switchAutomaticPayment as decide, isChargeable } from '../../core/customers/automatic-payment.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { ok, type Result } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { Deps } from '../../deps.ts'
import { changeInvoice } from '../invoices/change-invoice.ts'
import { afterEffect, type UnitOfWork } from '../unit-of-work.ts'
import { changeCustomer } from './change-customer.ts'

type ToSwitch = {
  readonly customerId: string
  /** The sentence that the customer agreed to; null switches it off. */
  readonly consent: string | null
}

/**
 * Switches automatic payment of a customer on or off. Off gives up the charges that are planned, each with a mail that has the link;
 * one that this does not reach is given up when it is due. Refuses as the core does.
 */
export async function switchAutomaticPayment(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, consent }: ToSwitch,
  justLoaded: Customer | null = null,
): Promise<Result<Customer>> {
  requireScope(unit.caller, 'payment_methods:write', { customerId })
  const switched = await changeCustomer(deps, unit, customerId, (customer) => decide(customer, consent), justLoaded)
  if (switched.ok && !isChargeable(switched.value)) await giveUpCharges(deps, afterEffect(unit), customerId)
  return switched
}

async function giveUpCharges(deps: Deps, unit: UnitOfWork, customerId: string): Promise<void> {
  for (const invoiceId of await invoicesOf(deps.db, unit.caller.accountId).chargedTo(customerId)) {
    await changeInvoice(deps, unit, invoiceId, (invoice) => {
      const isPlanned = isIssued(invoice) && isCharged(invoice) && invoice.nextChargeAt !== null
      return ok(isPlanned ? [{ type: 'charge.given_up', reason: 'automatic_payment_off' }] : [])
    })
  }
}
