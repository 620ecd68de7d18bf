import type { EInvoiceSettings } from '../src/core/accounts/e-invoice-settings.ts'
import type { WantedSettings } from '../src/core/accounts/settings.ts'
import { parseHex } from '../src/core/branding/color.ts'
import { isTimeZone } from '../src/core/calendar/zone.ts'
import { currency } from '../src/core/money/currencies.ts'
import { parsePrefix } from '../src/core/numbering/prefix.ts'
import { oneLine } from '../src/core/one-line.ts'
import { type Address, blankAddress } from '../src/core/parties.ts'
import { isMethodType } from '../src/core/payments/methods.ts'
import { mailAddress } from '../src/mail-address.ts'
import { chooseLocale, languages } from '../src/views/words/locale.ts'

/** What a value is as a setting; undefined where it is none. */
type Read<T> = (value: unknown) => T | undefined

/** Bank accounts have a command of their own. */
type Settable = Required<Omit<WantedSettings, 'bankAccounts'>>

type Rules = { readonly [K in keyof Settable]: { readonly read: Read<Settable[K]>; readonly rule: string } }

const stringOf =
  <T>(read: (text: string) => T | undefined): Read<T> =>
  (value) =>
    typeof value === 'string' ? read(value) : undefined

const text = (most: number) => stringOf((value) => (value.length <= most ? oneLine(value) || undefined : undefined))
const prose = (most: number) => stringOf((value) => (value.length <= most ? value.trim() || undefined : undefined))

const orNull =
  <T>(read: Read<T>): Read<T | null> =>
  (value) =>
    value === null ? null : read(value)

const whole =
  (least: number, most: number): Read<number> =>
  (value) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most ? (value as number) : undefined

const oneOf =
  <T>(...values: readonly T[]): Read<T> =>
  (value) =>
    values.find((one) => one === value)

const listOf =
  <T>(read: Read<T>, most: number): Read<T[]> =>
  (value) => {
    const found = Array.isArray(value) && value.length <= most ? value.map(read) : [undefined]
    return found.includes(undefined) ? undefined : (found as T[])
  }

type Fields<T> = { readonly [K in keyof T]-?: Read<T[K]> }

/** An object with some of these fields and no other. */
const someOf =
  <T extends object>(fields: Fields<T>): Read<Partial<T>> =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    const found = Object.entries(value).map(
      ([name, one]) => [name, Object.hasOwn(fields, name) ? fields[name as keyof T](one) : undefined] as const,
    )
    return found.some(([, one]) => one === undefined) ? undefined : (Object.fromEntries(found) as Partial<T>)
  }

/** An object with these fields and no other. */
const allOf =
  <T extends object>(fields: Fields<T>): Read<T> =>
  (value) => {
    const found = someOf(fields)(value)
    return found && Object.keys(found).length === Object.keys(fields).length ? (found as T) : undefined
  }

const country = stringOf((code) =>
  /^[A-Z]{2}$/.test(code) &&
  code !== 'ZZ' &&
  new Intl.Locale(`und-${code}`).region === code &&
  new Intl.DisplayNames('en', { type: 'region', fallback: 'none' }).of(code) !== undefined
    ? code
    : undefined,
)

const locale = stringOf((tag) =>
  tag.split('-')[0]?.toLowerCase() === chooseLocale([tag], null, 'en').language ? tag : undefined,
)

const color = stringOf((value) => parseHex(value) ?? undefined)
const httpUrl = stringOf((value) => (/^https?:$/.test(URL.parse(value)?.protocol ?? '') ? value : undefined))
const httpsOrigin = stringOf((value) =>
  /^https:/.test(value) && URL.parse(value)?.origin === value ? value : undefined,
)
const okValue = <T>(parsed: { ok: true; value: T } | { ok: false }) => (parsed.ok ? parsed.value : undefined)

const addressLine = orNull(text(500))
const address = someOf<Address>({
  line1: addressLine,
  line2: addressLine,
  city: addressLine,
  postalCode: orNull(text(40)),
  state: addressLine,
  country: orNull(country),
})

const eInvoices = someOf<EInvoiceSettings>({
  profile: oneOf('en16931', 'xrechnung'),
  supplies: oneOf('goods', 'services'),
  exemption: orNull(text(300)),
})

const rules: Rules = {
  name: { read: text(200), rule: 'it can have at most 200 characters' },
  country: { read: country, rule: 'it must be a two-letter ISO 3166 code in capitals, as in DE' },
  address: {
    read: orNull((value) => {
      const parts = address(value)
      return parts && { ...blankAddress, ...parts }
    }),
    rule: `it must be null, or have some of ${Object.keys(blankAddress).join(', ')}`,
  },
  taxIds: {
    read: listOf(allOf({ type: text(40), value: text(100) }), 5),
    rule: 'it must be a list of at most 5, each with type and value',
  },
  supportEmail: {
    read: orNull(stringOf((value) => mailAddress(value) ?? undefined)),
    rule: 'it must be one email address',
  },
  supportPhone: { read: orNull(text(40)), rule: 'it must be null, or have at most 40 characters' },
  website: { read: orNull(httpUrl), rule: 'it must be null, or start with https://' },
  timeZone: {
    read: stringOf((zone) => (isTimeZone(zone) ? zone : undefined)),
    rule: 'it must be an IANA time zone, as in Europe/Berlin',
  },
  locale: { read: locale, rule: `it must be a language tag whose language is one of ${languages.join(', ')}` },
  defaultCurrency: {
    read: stringOf((code) => okValue(currency(code))),
    rule: 'it must be the ISO 4217 code of an active currency, as in eur',
  },
  branding: {
    read: someOf({ brandColor: color, accentColor: color }),
    rule: 'it must have brandColor or accentColor, as in #0b4f6c',
  },
  numbering: {
    read: allOf({
      scheme: oneOf('account', 'customer'),
      prefix: stringOf((prefix) => okValue<string>(parsePrefix(prefix))),
    }),
    rule: 'it must have scheme (account or customer) and prefix, with 1 to 12 capitals, digits and inner hyphens',
  },
  rounding: { read: oneOf('line', 'invoice'), rule: 'it must be line or invoice' },
  daysUntilDue: { read: whole(0, 3650), rule: 'it must be a whole number from 0 to 3650' },
  memo: { read: orNull(prose(1500)), rule: 'it must be null, or have at most 1500 characters' },
  footer: { read: orNull(prose(5000)), rule: 'it must be null, or have at most 5000 characters' },
  customFields: {
    read: listOf(allOf({ name: text(40), value: text(140) }), 4),
    rule: 'it must be a list of at most 4, each with name and value',
  },
  paymentMethodTypes: {
    read: listOf(
      stringOf((type) => (isMethodType(type) ? type : undefined)),
      50,
    ),
    rule: 'it must be a list of ways to pay, as in ["card"]',
  },
  saveMethods: { read: oneOf('ask', 'always', 'never'), rule: 'it must be ask, always or never' },
  reminders: {
    read: allOf({ days: listOf(whole(-365, 365), 20), hour: whole(0, 19) }),
    rule: 'it must have days (whole numbers, negative before the due day) and hour (0 to 19)',
  },
  maxRetries: { read: whole(0, 4), rule: 'it must be a whole number from 0 to 4' },
  returnOrigins: { read: listOf(httpsOrigin, 20), rule: 'it must be a list of origins, as in ["https://example.com"]' },
  mailsCarryLink: { read: oneOf(true, false), rule: 'it must be true or false' },
  attachDocuments: { read: oneOf(true, false), rule: 'it must be true or false' },
  eInvoices: {
    read: orNull((value) => {
      const parts = eInvoices(value)
      return parts && { profile: 'en16931', supplies: 'services', exemption: null, ...parts }
    }),
    rule: 'it must be null, or have some of profile (en16931 or xrechnung), supplies (goods or services) and exemption',
  },
  minimumPaymentPercent: { read: whole(1, 100), rule: 'it must be a whole number from 1 to 100' },
  promiseDays: { read: whole(0, 90), rule: 'it must be a whole number from 0 to 90' },
  correctsDetailsAtOnce: { read: oneOf(true, false), rule: 'it must be true or false' },
  sendsPerDay: { read: whole(0, 1_000_000), rule: 'it must be a whole number from 0 to 1000000' },
}

/** A value as this setting. Throws a sentence with the label for what it cannot be. */
export function settingIn<K extends keyof Settable>(name: K, value: unknown, label = `"${name}"`): Settable[K] {
  const { read, rule } = rules[name]
  const found = read(value)
  if (found === undefined) throw new Error(`${label} is ${JSON.stringify(value).slice(0, 80)}, but ${rule}.`)
  return found
}

/** Settings from JSON. Throws a sentence for what is no object, for an unknown name and for each invalid value. */
export function settingsIn(json: string): WantedSettings {
  const given = objectIn(json)
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(rules, name))
  if (unknown !== undefined) throw new Error(`"${unknown}" is none of ${Object.keys(rules).join(', ')}.`)
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, settingIn(name as keyof Settable, value)]),
  )
}

function objectIn(json: string): object {
  let value: unknown = null
  try {
    value = JSON.parse(json)
  } catch {
    // Answered below, as a list and a number are.
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0)
    throw new Error(`--settings must be a JSON object in quotes, such as '{"daysUntilDue":14}'.`)
  return value
}
