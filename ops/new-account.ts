import type { Account } from '../src/core/accounts/account.ts'
import { isTimeZone } from '../src/core/calendar/zone.ts'
import { defaultReminderDays } from '../src/core/collection/plan.ts'
import { type Currency, currency } from '../src/core/money/currencies.ts'
import { parsePrefix } from '../src/core/numbering/prefix.ts'
import { isMethodType, methods } from '../src/core/payments/methods.ts'
import { mailAddress } from '../src/mail-address.ts'
import { chooseLocale, languages } from '../src/views/words/locale.ts'
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

/** The account that the options describe, with defaults. Throws a sentence for each invalid option. */
export function newAccount(id: string, options: AccountOptions): Account {
  return {
    id,
    livemode: options.live ?? false,
    name: nameIn(options.name),
    country: countryIn(options.country),
    address: null,
    taxIds: [],
    supportEmail: emailIn(options['support-email']),
    supportPhone: null,
    website: null,
    timeZone: timeZoneIn(options['time-zone']),
    locale: localeIn(options.locale),
    defaultCurrency: currencyIn(options.currency),
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

function nameIn(value: string | undefined): string {
  const name = required('name', value, '"Kranwerk Berlin GmbH"')
  if (name.length > 200) throw invalid('name', `${name.slice(0, 20)}…`, 'it can have at most 200 characters')
  return name
}

function countryIn(value: string | undefined): string {
  const country = required('country', value, 'DE')
  const isCountry =
    /^[A-Z]{2}$/.test(country) &&
    country !== 'ZZ' &&
    new Intl.Locale(`und-${country}`).region === country &&
    new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(country) !== undefined
  if (!isCountry) throw invalid('country', country, 'it must be a two-letter ISO 3166 code in capitals, as in DE')
  return country
}

function currencyIn(value: string | undefined): Currency {
  const code = required('currency', value, 'eur')
  const known = currency(code)
  if (!known.ok) throw invalid('currency', code, 'it must be the ISO 4217 code of an active currency, as in eur')
  return known.value
}

function timeZoneIn(value: string | undefined): string {
  const zone = required('time-zone', value, 'Europe/Berlin')
  if (!isTimeZone(zone)) throw invalid('time-zone', zone, 'it must be an IANA time zone, as in Europe/Berlin')
  return zone
}

function localeIn(value = 'en'): string {
  const { language } = chooseLocale([value], null, 'en')
  if (value.split('-')[0]?.toLowerCase() !== language)
    throw invalid('locale', value, `it must be a language tag whose language is one of ${languages.join(', ')}`)
  return value
}

function prefixIn(value = 'INV'): string {
  const prefix = parsePrefix(value)
  if (!prefix.ok) throw invalid('prefix', value, 'it must have 1 to 12 capitals, digits and inner hyphens')
  return prefix.value
}

function emailIn(value: string | undefined): string | null {
  if (value === undefined) return null
  const address = mailAddress(value)
  if (address === null) throw invalid('support-email', value, 'it must be one email address')
  return address
}

function methodsIn(value = 'card'): string[] {
  const types = value.split(',').map((type) => type.trim())
  const unknown = types.find((type) => !isMethodType(type))
  if (unknown !== undefined)
    throw invalid('methods', unknown, `it must be a list, with commas, of ${Object.keys(methods).join(', ')}`)
  return [...new Set(types)]
}
