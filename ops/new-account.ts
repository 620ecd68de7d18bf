import type { AccountSettings } from '../src/core/accounts/account.ts'
import { defaultReminderDays } from '../src/core/collection/plan.ts'
import { parsePrefix } from '../src/core/numbering/prefix.ts'
import { isMethodType, methods } from '../src/core/payments/methods.ts'
import { settingIn } from './account-settings.ts'
import { bankAccountsIn } from './bank-account.ts'

/** The options as `parseArgs` takes them. */
export const accountOptions = {
  name: { type: 'string' },
  country: { type: 'string' },
  currency: { type: 'string' },
  'time-zone': { type: 'string' },
  locale: { type: 'string' },
  prefix: { type: 'string' },
  'support-email': { type: 'string' },
  methods: { type: 'string' },
  'bank-account': { type: 'string', multiple: true },
  live: { type: 'boolean' },
} as const

export type AccountOptions = {
  readonly [option in Exclude<keyof typeof accountOptions, 'live' | 'bank-account'>]?: string
} & {
  readonly 'bank-account'?: readonly string[]
  readonly live?: boolean
}

/** The settings that the options describe, with defaults. Throws a sentence for each invalid option. */
export function newSettings(options: AccountOptions): AccountSettings {
  return {
    name: settingIn('name', required('name', options.name, '"Kranwerk Berlin GmbH"'), '--name'),
    country: settingIn('country', required('country', options.country, 'DE'), '--country'),
    address: null,
    taxIds: [],
    supportEmail: settingIn('supportEmail', options['support-email'] ?? null, '--support-email'),
    supportPhone: null,
    website: null,
    timeZone: settingIn('timeZone', required('time-zone', options['time-zone'], 'Europe/Berlin'), '--time-zone'),
    locale: settingIn('locale', options.locale ?? 'en', '--locale'),
    defaultCurrency: settingIn('defaultCurrency', required('currency', options.currency, 'eur'), '--currency'),
    branding: { brandColor: '#1f4e79', accentColor: '#b8860b', logo: null },
    numbering: { scheme: 'account', prefix: prefixIn(options.prefix) },
    rounding: 'invoice',
    daysUntilDue: 30,
    memo: null,
    footer: null,
    customFields: [],
    paymentMethodTypes: methodsIn(options.methods),
    bankAccounts: bankAccountsIn(options['bank-account']),
    saveMethods: 'ask',
    reminders: { days: defaultReminderDays, hour: 9 },
    maxRetries: 4,
    returnOrigins: [],
    mailsCarryLink: true,
  }
}

function required(option: string, value: string | undefined, example: string): string {
  const text = value?.trim() ?? ''
  if (text === '') throw new Error(`--${option} is missing; say for example --${option} ${example}.`)
  return text
}

const invalid = (option: string, value: string, rule: string) => new Error(`--${option} is "${value}", but ${rule}.`)

function prefixIn(value = 'INV'): string {
  const prefix = parsePrefix(value)
  if (!prefix.ok) throw invalid('prefix', value, 'it must have 1 to 12 capitals, digits and inner hyphens')
  return prefix.value
}

function methodsIn(value = 'card'): string[] {
  const types = value.split(',').map((type) => type.trim())
  const unknown = types.find((type) => !isMethodType(type))
  if (unknown !== undefined)
    throw invalid('methods', unknown, `it must be a list, with commas, of ${Object.keys(methods).join(', ')}`)
  return [...new Set(types)]
}
