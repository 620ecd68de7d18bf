import type { Customer, SavedMethod } from '../customers/customer.ts'
import { defaultMethodOf } from '../customers/saved-methods.ts'
import type { Invoice } from '../invoices/invoice.ts'

/** The method that an invoice is charged to automatically, in Stripe's order: its own if that is still saved, else the customer's. */
export const chargedMethod = ({ defaultPaymentMethod }: Invoice, customer: Customer): SavedMethod | null =>
  customer.methods.find(({ id }) => id === defaultPaymentMethod) ?? defaultMethodOf(customer)
