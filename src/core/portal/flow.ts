import type { PortalFeature } from './configuration.ts'

/** Where a session leads first; Stripe's names, but for `invoice_history`, which Stripe does not have. */
export const flowTypes = ['payment_method_update', 'customer_update', 'invoice_history'] as const
type FlowType = (typeof flowTypes)[number]

/** Those that end with something the customer does; looking at invoices has no end. */
export type CompletableFlow = Exclude<FlowType, 'invoice_history'>

/** What follows once the customer has done it. */
type AfterFlow =
  | { readonly type: 'portal_homepage' }
  | { readonly type: 'hosted_confirmation'; readonly message: string | null }
  | { readonly type: 'redirect'; readonly returnUrl: string }

/** What a customer is sent to the portal for. */
export type PortalFlow = {
  readonly type: FlowType
  readonly after: AfterFlow
  /** When the customer did it, ms since 1970; absent until then. */
  readonly completedAt?: number
}

/** Whether a customer was sent to the portal for something that they have not done yet. */
export const isPending = (flow: PortalFlow | null): flow is PortalFlow =>
  flow !== null && flow.completedAt === undefined

/** What a customer was sent for and has done; null while they have not. */
export const completed = (flow: PortalFlow | null): CompletableFlow | null =>
  flow === null || flow.completedAt === undefined || flow.type === 'invoice_history' ? null : flow.type

/** The feature that each of them needs. */
export const featureOfFlow: Readonly<Record<FlowType, PortalFeature>> = {
  payment_method_update: 'paymentMethodUpdate',
  customer_update: 'customerUpdate',
  invoice_history: 'invoiceHistory',
}
