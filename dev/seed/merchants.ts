import type { Account } from '../../src/core/accounts/account.ts'
import type { Address } from '../../src/core/parties.ts'

/** An account as it begins. */
type NewAccount = Omit<Account, 'createdAt' | 'version'>

export const address = (
  line1: string,
  postalCode: string,
  city: string,
  country: string,
  more: Partial<Address> = {},
): Address => ({
  line1,
  line2: null,
  city,
  postalCode,
  state: null,
  country,
  ...more,
})

/** Kranwerk rents cranes out in Berlin: euros, German, one number series for everybody. */
export const kranwerk: NewAccount = {
  id: 'acct_kranwerk',
  livemode: false,
  name: 'Kranwerk Berlin GmbH',
  country: 'DE',
  address: address('Köpenicker Straße 154', '10997', 'Berlin', 'DE'),
  taxIds: [{ type: 'eu_vat', value: 'DE811907980' }],
  supportEmail: 'rechnung@kranwerk.example',
  supportPhone: '+49 30 5550123',
  website: 'https://kranwerk.example',
  timeZone: 'Europe/Berlin',
  locale: 'de-DE',
  defaultCurrency: 'eur',
  branding: { brandColor: '#0b5d51', accentColor: '#f2a900', logo: null },
  numbering: { scheme: 'account', prefix: 'KRAN' },
  rounding: 'line',
  daysUntilDue: 14,
  memo: null,
  footer: 'Geschäftsführerin: Anke Dahl · Amtsgericht Charlottenburg HRB 190 245 B',
  customFields: [],
  paymentMethodTypes: ['card', 'sepa_debit', 'ideal'],
  bankAccounts: [
    {
      currency: 'eur',
      holder: 'Kranwerk Berlin GmbH',
      bankName: 'Musterbank Berlin',
      number: { kind: 'iban', iban: 'DE89370400440532013000', bic: 'MUSTDEBBXXX' },
    },
  ],
  saveMethods: 'ask',
  reminders: { days: [-3, 0, 3, 7, 14], hour: 9 },
  maxRetries: 4,
  promiseDays: 30,
  returnOrigins: ['https://kranwerk.example'],
  mailsCarryLink: true,
}

/** Harbor & Pine draws and prints in Portland, Maine: dollars, English, a number series for each customer. */
export const harbor: NewAccount = {
  id: 'acct_harborpine',
  livemode: false,
  name: 'Harbor & Pine Studio',
  country: 'US',
  address: address('18 Wharf Street', '04101', 'Portland', 'US', { line2: 'Suite 3', state: 'ME' }),
  taxIds: [{ type: 'us_ein', value: '01-0554321' }],
  supportEmail: 'hello@harborpine.example',
  supportPhone: null,
  website: 'https://harborpine.example',
  timeZone: 'America/New_York',
  locale: 'en-US',
  defaultCurrency: 'usd',
  branding: { brandColor: '#1d3557', accentColor: '#e4572e', logo: null },
  numbering: { scheme: 'customer', prefix: 'HARBOR' },
  rounding: 'invoice',
  daysUntilDue: 30,
  memo: null,
  footer: null,
  customFields: [],
  paymentMethodTypes: ['card', 'us_bank_account'],
  bankAccounts: [],
  saveMethods: 'always',
  reminders: { days: [-3, 0, 3, 7, 14], hour: 9 },
  maxRetries: 4,
  promiseDays: 30,
  returnOrigins: ['https://harborpine.example'],
  mailsCarryLink: true,
}

export type Merchant = { readonly account: NewAccount; readonly providerAccount: string; readonly logo: string }

/** The merchants of the local world, with the payment methods that the sandbox provider has. */
export const merchants: readonly Merchant[] = [
  {
    account: { ...kranwerk, paymentMethodTypes: ['card', 'sepa_debit'] },
    providerAccount: 'acct_sandboxkranwerk',
    logo: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><rect width="48" height="48" rx="9" fill="#0b5d51"/><path d="M14 38V10h4v9h16v4H18v15zM30 23v7h4v-7z" fill="#fff"/></svg>`,
  },
  {
    account: harbor,
    providerAccount: 'acct_sandboxharborpine',
    logo: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48"><circle cx="24" cy="24" r="24" fill="#1f5c3a"/><path d="M24 8l9 13h-5l7 10H26v7h-4v-7H13l7-10h-5z" fill="#f4ead5"/></svg>`,
  },
]
