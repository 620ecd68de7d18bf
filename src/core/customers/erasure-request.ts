import { ok, type Result } from '../result.ts'
import type { Customer, CustomerEvent } from './customer.ts'

/** Since when a customer waits to be erased, ms since 1970; null where they have not asked. */
export const erasureRequestedAt = ({ erasureRequestedAt: at = null }: Customer): number | null => at

/** The customer asks the merchant to erase them; asking again changes nothing. */
export const requestErasure = (customer: Customer): Result<CustomerEvent[]> =>
  ok(erasureRequestedAt(customer) === null ? [{ type: 'customer.erasure_requested' }] : [])

/** The customer withdraws what they asked for, as long as it is not carried out. */
export const withdrawErasureRequest = (customer: Customer): Result<CustomerEvent[]> =>
  ok(erasureRequestedAt(customer) === null ? [] : [{ type: 'customer.erasure_request_withdrawn' }])
