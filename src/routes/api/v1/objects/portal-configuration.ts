import { isDefault, type PortalConfiguration } from '../../../../core/portal/configuration.ts'
import { linkUrl, paths } from '../../../../paths.ts'
import type { ApiObject } from '../api-object.ts'
import type { RenderContext } from '../render-context.ts'
import { seconds } from './seconds.ts'

/** What a portal offers; `automatic_payment` is ours. Features of subscriptions, which Remit does not have, are off. */
export const portalConfigurationObject = (
  { account, livemode, origin }: RenderContext,
  configuration: PortalConfiguration,
): ApiObject => ({
  id: configuration.id,
  object: 'billing_portal.configuration',
  active: configuration.active,
  application: null,
  business_profile: {
    headline: configuration.headline,
    privacy_policy_url: configuration.privacyPolicyUrl,
    terms_of_service_url: configuration.termsOfServiceUrl,
  },
  // The default is as old as its account, although its history begins later.
  created: seconds(isDefault(configuration) ? account.createdAt : configuration.createdAt),
  default_return_url: configuration.defaultReturnUrl,
  features: {
    automatic_payment: { enabled: configuration.automaticPayment ?? false },
    customer_update: { allowed_updates: configuration.allowedUpdates, enabled: configuration.customerUpdate },
    invoice_history: { enabled: configuration.invoiceHistory },
    payment_method_update: { enabled: configuration.paymentMethodUpdate, payment_method_configuration: null },
    subscription_cancel: {
      cancellation_reason: { enabled: false, feedback_options: null, options: [] },
      enabled: false,
      mode: 'at_period_end',
      proration_behavior: 'none',
    },
    subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
    subscription_update: {
      billing_cycle_anchor: null,
      default_allowed_updates: [],
      enabled: false,
      products: null,
      proration_behavior: 'none',
      schedule_at_period_end: { conditions: [] },
      trial_update_behavior: 'end_trial',
    },
  },
  is_default: isDefault(configuration),
  livemode,
  login_page: {
    enabled: configuration.hasLoginPage,
    url: configuration.hasLoginPage ? linkUrl(origin, paths.portalLogin(account.id)) : null,
  },
  metadata: configuration.metadata,
  name: configuration.name,
  updated: seconds(configuration.updatedAt),
})
