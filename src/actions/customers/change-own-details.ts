import { requireScope } from '../../core/access/caller.ts'
import { changesTo } from '../../core/changes.ts'
import type { Customer, CustomerDetails, CustomerEvent } from '../../core/customers/customer.ts'
import type { Checked, FieldError } from '../../core/customers/field-error.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { customersOf } from '../../db/repositories/customers.ts'
import type { Deps } from '../../deps.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { commitUnit, type UnitOfWork } from '../unit-of-work.ts'

type Detail = keyof CustomerDetails

/**
 * What became of a form: saved; invalid, with all that is wrong; or overtaken, as somebody else has changed these details since it was
 * shown, and nothing is saved until the customer has seen that.
 */
export type FormOutcome =
  | { readonly kind: 'saved'; readonly customer: Customer }
  | { readonly kind: 'invalid'; readonly customer: Customer; readonly errors: readonly FieldError[] }
  | { readonly kind: 'overtaken'; readonly customer: Customer; readonly details: readonly Detail[] }

type OwnChange = {
  readonly customerId: string
  /** The customer's version when the form was shown. */
  readonly version: number
  readonly check: (customer: Customer) => Checked<Partial<CustomerDetails>>
  readonly alsoDecided?: (customer: Customer, changes: Partial<CustomerDetails>) => readonly CustomerEvent[]
}

/** Saves what a customer wrote into a form about themselves. Refuses `resource_missing`. */
export function changeOwnDetails(
  deps: Deps,
  unit: UnitOfWork,
  { customerId, version, check, alsoDecided = () => [] }: OwnChange,
): Promise<Result<FormOutcome>> {
  requireScope(unit.caller, 'customers:write', { customerId })
  const customers = customersOf(deps.db, unit.caller.accountId)
  return retryOnConflict<FormOutcome>(async () => {
    const loaded = await customers.since(customerId, version)
    if (!loaded) return refuse('resource_missing')
    const { customer, later } = loaded
    const wanted = check(customer)
    if (!wanted.ok) return ok({ kind: 'invalid', customer, errors: wanted.errors })
    const changes = changesTo<CustomerDetails>(customer, wanted.value)
    const changed = Object.keys(changes) as Detail[]
    const details = changed.filter((detail) => later.some((event) => changedBy(event).includes(detail)))
    if (details.length > 0) return ok({ kind: 'overtaken', customer, details })
    if (changed.length === 0) return ok({ kind: 'saved', customer })
    const at = deps.now()
    const updated: CustomerEvent = { type: 'customer.updated', details: changes }
    const { change, after } = customers.change(customer, [updated, ...alsoDecided(customer, changes)], at)
    await commitUnit(deps, unit, [change], at)
    return ok({ kind: 'saved', customer: after! })
  })
}

const changedBy = (event: CustomerEvent): Detail[] =>
  event.type === 'customer.updated' ? (Object.keys(event.details) as Detail[]) : []
