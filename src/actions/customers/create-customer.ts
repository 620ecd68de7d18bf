import type { Customer } from '../../core/customers/customer.ts'
import { blankDetails, type CustomerInput, customerChanges } from '../../core/customers/details.ts'
import { ok, type Result } from '../../core/result.ts'
import type { Deps } from '../../deps.ts'
import { createObject } from '../objects/create-object.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { checkPrefix } from './check-prefix.ts'

type ToCreate = { readonly id: string; readonly input: CustomerInput }

/** Creates a customer. A custom invoice prefix must be unique; the default comes from the random part of the id. */
export function createCustomer(deps: Deps, unit: UnitOfWork, { id, input }: ToCreate): Promise<Result<Customer>> {
  const { accountId } = unit.caller
  const blank = blankDetails(id)
  let customPrefix: string | undefined
  return createObject(
    deps,
    unit,
    'customer',
    () => {
      const details = customerChanges(input, { ...blank, methods: [] }, () => deps.newId('contact'))
      if (!details.ok) return details
      customPrefix = details.value.invoicePrefix
      return ok([{ type: 'customer.created', accountId, id, details: { ...blank, ...details.value } }])
    },
    () => checkPrefix(deps, accountId, id, customPrefix),
  )
}
