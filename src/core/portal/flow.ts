import type { PortalFeature } from './configuration.ts'

/** Where a session leads first; Stripe's names, but for `invoice_history`, which Stripe does not have. */
export const flowTypes = ['payment_method_update', 'customer_update', 'invoice_history'] as const
type FlowType = (typeof flowTypes)[number]

/** What follows once the customer has done it. */
type AfterFlow =
  | { readonly type: 'portal_homepage' }
  | { readonly type: 'hosted_confirmation'; readonly message: string | null }
  | { readonly type: 'redirect'; readonly returnUrl: string }

/** What a customer is sent to the portal for. */
export type PortalFlow = { readonly type: FlowType; readonly after: AfterFlow }

/** The feature that each of them needs. */
export const featureOfFlow: Readonly<Record<FlowType, PortalFeature>> = {
  payment_method_update: 'paymentMethodUpdate',
  customer_update: 'customerUpdate',
  invoice_history: 'invoiceHistory',
}
