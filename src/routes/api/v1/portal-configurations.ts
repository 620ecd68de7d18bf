import { createConfiguration } from '../../../actions/portal/create-configuration.ts'
import { updateConfiguration } from '../../../actions/portal/update-configuration.ts'
import {
  type ConfigurationInput,
  customerUpdates,
  isDefault,
  type PortalConfiguration,
} from '../../../core/portal/configuration.ts'
import type { Seconds } from '../../../db/repositories/page.ts'
import { portalConfigurationsOf } from '../../../db/repositories/portal-configurations.ts'
import { boolean, emptyable, list, nested, oneOf, text } from '../../../http/params/kinds.ts'
import { metadata } from '../../../http/params/metadata.ts'
import { type Params, required } from '../../../http/params/table.ts'
import { call, type ObjectApi } from './object-api.ts'
import { portalConfigurationObject } from './objects/portal-configuration.ts'
import { seconds } from './objects/seconds.ts'
import { pageWithin } from './page-within.ts'
import { only, returnUrl, webUrl } from './shared-params.ts'

const noSubscriptions = nested({ enabled: required(only(false, 'there are no subscriptions')) })

const allowedUpdates = emptyable(list(oneOf(...customerUpdates), 20))

const features = {
  automatic_payment: nested({ enabled: required(boolean) }),
  customer_update: nested({ allowed_updates: allowedUpdates, enabled: boolean }),
  invoice_history: nested({ enabled: required(boolean) }),
  payment_method_update: nested({ enabled: required(boolean) }),
  subscription_cancel: noSubscriptions,
  subscription_pause: noSubscriptions,
  subscription_update: noSubscriptions,
}

const newFeatures = {
  ...features,
  customer_update: nested({ allowed_updates: allowedUpdates, enabled: required(boolean) }),
}

const createParams = {
  business_profile: nested({
    headline: emptyable(text(60)),
    privacy_policy_url: emptyable(webUrl),
    terms_of_service_url: emptyable(webUrl),
  }),
  default_return_url: emptyable(returnUrl),
  features: required(nested(newFeatures)),
  login_page: nested({ enabled: required(boolean) }),
  metadata,
  name: emptyable(text(250)),
}

const updateParams = { ...createParams, active: boolean, features: nested(features) }

const inputOf = ({
  active,
  business_profile: profile,
  default_return_url: defaultReturnUrl,
  features,
  login_page: loginPage,
  metadata,
  name,
}: Params<typeof updateParams>): ConfigurationInput => ({
  active,
  name,
  metadata,
  defaultReturnUrl,
  headline: profile?.headline,
  privacyPolicyUrl: profile?.privacy_policy_url,
  termsOfServiceUrl: profile?.terms_of_service_url,
  automaticPayment: features?.automatic_payment?.enabled,
  customerUpdate: features?.customer_update?.enabled,
  allowedUpdates: updatesOf(features?.customer_update?.allowed_updates),
  invoiceHistory: features?.invoice_history?.enabled,
  paymentMethodUpdate: features?.payment_method_update?.enabled,
  hasLoginPage: loginPage?.enabled,
})

/** Each once, in Stripe's order. */
const updatesOf = (given: ConfigurationInput['allowedUpdates'] | null) =>
  given === undefined ? undefined : customerUpdates.filter((update) => given?.includes(update))

type ListParams = {
  readonly active?: boolean
  readonly is_default?: boolean
  readonly created?: Seconds
}

export const portalConfiguration: ObjectApi<PortalConfiguration> = {
  path: '/billing_portal/configurations',
  noun: 'configuration',
  idParam: 'configuration',
  filters: { active: ['active', boolean], is_default: ['isDefault', boolean] },
  async page({ var: { deps, account } }, { active, is_default: wanted, created }: ListParams, request) {
    const all = await portalConfigurationsOf(deps.db, account.id).all(account)
    const found = all.filter(
      (one) =>
        (active ?? one.active) === one.active &&
        (wanted ?? isDefault(one)) === isDefault(one) &&
        isWithin(seconds(isDefault(one) ? account.createdAt : one.createdAt), created),
    )
    return pageWithin(found, request)
  },
  create: call(createParams, (deps, unit, id, params) =>
    createConfiguration(deps, unit, { id, input: inputOf(params) }),
  ),
  update: call(updateParams, (deps, unit, id, params) =>
    updateConfiguration(deps, unit, { id, input: inputOf(params) }),
  ),
  async find({ var: { deps, account } }, id, context) {
    const { configuration } = await portalConfigurationsOf(deps.db, account.id).find(id)
    return configuration && portalConfigurationObject(context, configuration)
  },
  show: portalConfigurationObject,
}

/** Whether an instant, in seconds since 1970, is within the bounds that were asked for. */
const isWithin = (at: number, { gt = -1, gte = 0, lt = Infinity, lte = Infinity }: Seconds = {}) =>
  at > gt && at >= gte && at < lt && at <= lte
