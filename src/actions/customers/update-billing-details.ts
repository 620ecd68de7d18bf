import { type BillingDetailsForm, checkBillingDetails } from '../../core/customers/billing-details.ts'
import type { Result } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeOwnDetails, type FormOutcome } from './change-own-details.ts'

type ToUpdate = { readonly customerId: string; readonly version: number; readonly form: BillingDetailsForm }

/** Saves the billing details that a customer wrote. Issued invoices keep the details they were issued with. */
export const updateBillingDetails = (
  deps: Deps,
  unit: UnitOfWork,
  { customerId, version, form }: ToUpdate,
): Promise<Result<FormOutcome>> =>
  changeOwnDetails(deps, unit, { customerId, version, check: (customer) => checkBillingDetails(form, customer) })
