import { ok, type Result, refuse } from '../result.ts'
import type { Customer, CustomerEvent } from './customer.ts'

/** Whether they can be charged automatically: they did not switch it off. */
export const isChargeable = ({ automaticPayment }: Customer): boolean => automaticPayment?.isOn !== false

/** How a new invoice is collected where the merchant does not say: Stripe's default, unless the customer switched that off. */
export const usualCollection = (customer: Customer) =>
  isChargeable(customer) ? 'charge_automatically' : 'send_invoice'

/** The customer switches automatic payment on, with the consent that they read, or off. Refuses `payment_method_missing`. */
export function switchAutomaticPayment(customer: Customer, consent: string | null): Result<CustomerEvent[]> {
  const isOn = consent !== null
  if (isOn && customer.methods.length === 0) return refuse('payment_method_missing')
  if (isOn === isChargeable(customer)) return ok([])
  return ok([{ type: 'customer.automatic_payment_switched', isOn, consent }])
}
