import type { Account } from '../accounts/account.ts'
import { assert } from '../assert.ts'
import { type DetailsInput, detailChanges } from '../changes.ts'
import type { Metadata } from '../invoices/invoice.ts'
import { isReturnAllowed } from '../links/return-origin.ts'
import type { Recorded } from '../recorded.ts'
import { ok, type Result, refuse } from '../result.ts'
import { shape } from '../shape.ts'

/** What customers may change of themselves; Stripe's names. */
export const customerUpdates = ['address', 'email', 'name', 'phone', 'shipping', 'tax_id'] as const
export type CustomerUpdate = (typeof customerUpdates)[number]

/** The parts of the portal that can be switched off. */
type StripeFeature = 'customerUpdate' | 'invoiceHistory' | 'paymentMethodUpdate'
export type PortalFeature = StripeFeature | 'automaticPayment'

/** What a portal offers and says, as a merchant sets it. */
type ConfigurationDetails = Readonly<Record<StripeFeature, boolean>> & {
  /** Whether customers switch automatic payment on and off; they do not where it is not said. */
  readonly automaticPayment?: boolean
  readonly active: boolean
  readonly name: string | null
  readonly allowedUpdates: readonly CustomerUpdate[]
  readonly headline: string | null
  readonly privacyPolicyUrl: string | null
  readonly termsOfServiceUrl: string | null
  /** Where the portal leads back to if a session does not say. */
  readonly defaultReturnUrl: string | null
  /** Whether customers can sign in by a mailed code; only the default one has a page for that. */
  readonly hasLoginPage: boolean
  readonly metadata: Metadata
}

export type PortalConfiguration = ConfigurationDetails & {
  readonly accountId: string
  readonly id: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly version: number
}

export type PortalConfigurationEvent =
  | {
      readonly type: 'billing_portal.configuration.created'
      readonly accountId: string
      readonly id: string
      readonly details: ConfigurationDetails
    }
  | { readonly type: 'billing_portal.configuration.updated'; readonly details: Partial<ConfigurationDetails> }

export const configurationShape = shape<PortalConfiguration, PortalConfigurationEvent>()

export function evolve(
  configuration: PortalConfiguration | null,
  { seq, at, event }: Recorded<PortalConfigurationEvent>,
): PortalConfiguration {
  if (event.type === 'billing_portal.configuration.created') {
    const { accountId, id, details } = event
    return { ...details, accountId, id, createdAt: at, updatedAt: at, version: 1 }
  }
  assert(configuration && seq === configuration.version + 1, 'events follow each other without a gap')
  return { ...configuration, ...event.details, updatedAt: at, version: seq }
}

/** The id of an account's default, which follows from the account's, so that it is known without a row. */
export const defaultConfigurationId = (accountId: string): string => accountId.replace(/^acct_|^/, 'bpc_')

export const isDefault = ({ accountId, id }: Pick<PortalConfiguration, 'accountId' | 'id'>): boolean =>
  id === defaultConfigurationId(accountId)

const blank: ConfigurationDetails = {
  active: true,
  name: null,
  customerUpdate: false,
  invoiceHistory: false,
  paymentMethodUpdate: false,
  allowedUpdates: [],
  headline: null,
  privacyPolicyUrl: null,
  termsOfServiceUrl: null,
  defaultReturnUrl: null,
  hasLoginPage: false,
  metadata: {},
}

const everything: ConfigurationDetails = {
  ...blank,
  customerUpdate: true,
  invoiceHistory: true,
  paymentMethodUpdate: true,
  allowedUpdates: customerUpdates,
  hasLoginPage: true,
}

/** The default of an account that has not changed it: nothing of it is stored. */
export const defaultConfiguration = ({ id: accountId, createdAt }: Pick<Account, 'id' | 'createdAt'>) =>
  ({
    ...everything,
    accountId,
    id: defaultConfigurationId(accountId),
    createdAt,
    updatedAt: createdAt,
    version: 0,
  }) satisfies PortalConfiguration

export type ConfigurationInput = DetailsInput<ConfigurationDetails>

/** Decides a new configuration. Refuses `return_url_not_allowed`, and `parameter_invalid` for a login page. */
export function newConfiguration(
  account: Account,
  id: string,
  input: ConfigurationInput,
): Result<PortalConfigurationEvent[]> {
  const changes = allowedChanges(account, { ...blank, accountId: account.id, id }, input)
  if (!changes.ok) return changes
  const details = { ...blank, ...changes.value }
  return ok([{ type: 'billing_portal.configuration.created', accountId: account.id, id, details }])
}

/** Decides changes of a configuration. The default's history begins with its first change. Refuses as `newConfiguration` does. */
export function updateConfiguration(
  account: Account,
  before: PortalConfiguration,
  input: ConfigurationInput,
): Result<PortalConfigurationEvent[]> {
  const changes = allowedChanges(account, before, input)
  if (!changes.ok) return changes
  if (Object.keys(changes.value).length === 0) return ok([])
  const { accountId, id } = before
  return ok([
    ...(before.version === 0
      ? [{ type: 'billing_portal.configuration.created', accountId, id, details: everything } as const]
      : []),
    { type: 'billing_portal.configuration.updated', details: changes.value },
  ])
}

function allowedChanges(
  account: Account,
  before: ConfigurationDetails & Pick<PortalConfiguration, 'accountId' | 'id'>,
  input: ConfigurationInput,
): Result<Partial<ConfigurationDetails>> {
  if (input.defaultReturnUrl && !isReturnAllowed(account, input.defaultReturnUrl))
    return refuse('return_url_not_allowed', { param: 'default_return_url' })
  if (input.active === false && isDefault(before)) return unfit('active', 'the default configuration is always active')
  if (input.hasLoginPage && !isDefault(before))
    return unfit('login_page[enabled]', 'only the default configuration has a login page')
  return detailChanges<ConfigurationDetails>(before, input)
}

const unfit = (param: string, reason: string) => refuse('parameter_invalid', { param, values: { reason } })
