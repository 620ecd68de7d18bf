import * as seeded from '../../dev/seed/merchants.ts'
import { address } from '../../dev/seed/merchants.ts'
import type { Account } from '../../src/core/accounts/account.ts'
import type { Customer, SavedMethod } from '../../src/core/customers/customer.ts'
import type { Address } from '../../src/core/parties.ts'
import { buyerOf } from '../../src/core/parties-of.ts'
import type { TaxRate } from '../../src/core/tax/rates.ts'

/** Monday morning in Berlin, at which every test starts. */
export const monday = Date.UTC(2026, 10, 2, 8)

export const kranwerk: Account = { ...seeded.kranwerk, createdAt: monday, version: 1 }
export const harbor: Account = { ...seeded.harbor, createdAt: monday, version: 1 }

/** A merchant's account: Kranwerk's with the given changes. */
export const account = (changes: Partial<Account> = {}): Account => ({ ...kranwerk, ...changes })

const person = (
  id: string,
  of: Account,
  name: string,
  locales: readonly string[],
  home: Address,
  changes: Partial<Customer> = {},
): Customer => ({
  accountId: of.id,
  id,
  createdAt: monday,
  version: 1,
  name,
  email: `${id.replace('cus_', '')}@customer.example`,
  phone: null,
  description: null,
  address: home,
  shipping: null,
  taxIds: [],
  taxExempt: 'none',
  locales,
  timeZone: null,
  currency: null,
  metadata: {},
  invoicePrefix: id.replace('cus_', '').toUpperCase(),
  defaultPaymentMethod: null,
  invoiceFooter: null,
  invoiceCustomFields: [],
  balances: {},
  methods: [],
  providerCustomerId: null,
  ...changes,
})

export const visa: SavedMethod = {
  id: 'pm_visa',
  type: 'card',
  brand: 'visa',
  last4: '4242',
  expMonth: 4,
  expYear: 2029,
  savedAt: monday,
}

export const amex: SavedMethod = { ...visa, id: 'pm_amex', brand: 'amex', last4: '0005' }

export const sepa: SavedMethod = {
  ...visa,
  id: 'pm_sepa',
  type: 'sepa_debit',
  brand: null,
  last4: '3000',
  expMonth: null,
  expYear: null,
}

export const customers = {
  jonas: person(
    'cus_jonas',
    kranwerk,
    'Jonas Wieland Bau',
    ['de-DE'],
    address('Torstraße 12', '10119', 'Berlin', 'DE'),
    {
      taxIds: [{ type: 'eu_vat', value: 'DE293847561' }],
    },
  ),
  margaux: person(
    'cus_margaux',
    kranwerk,
    'Margaux Lefèvre',
    ['fr-FR'],
    address('8 rue du Bac', '75007', 'Paris', 'FR'),
    {
      taxIds: [{ type: 'eu_vat', value: 'FR83404833048' }],
      taxExempt: 'reverse',
    },
  ),
  hanako: person(
    'cus_hanako',
    kranwerk,
    '株式会社 東雲重機',
    ['ja-JP'],
    address('神南1-2-3', '150-0041', '渋谷区', 'JP', { state: '東京都', line2: '東雲ビル 5階' }),
    { currency: 'jpy', taxIds: [{ type: 'jp_trn', value: 'T1234567890123' }] },
  ),
  layla: person(
    'cus_layla',
    kranwerk,
    'شركة النخيل للإنشاءات',
    ['ar-KW'],
    address('شارع فهد السالم، مبنى 7', '13001', 'مدينة الكويت', 'KW'),
    { currency: 'kwd', timeZone: 'Asia/Kuwait' },
  ),
  reto: person('cus_reto', kranwerk, 'Reto Ammann AG', ['de-CH'], address('Seefeldstrasse 40', '8008', 'Zürich', 'CH')),
  nora: person(
    'cus_nora',
    harbor,
    'Nora Whitcomb',
    ['en-US'],
    address('77 Elm Street', '05401', 'Burlington', 'US', { state: 'VT' }),
    {
      methods: [visa],
      defaultPaymentMethod: visa.id,
    },
  ),
  tess: person(
    'cus_tess',
    harbor,
    'Tess & Ray Bakery',
    ['en-US'],
    address('5 Mill Lane', '04011', 'Brunswick', 'US', { state: 'ME' }),
  ),
  oliver: person('cus_oliver', harbor, 'Oliver Pryce', ['en-GB'], address('3 Quay Road', 'BS1 4DJ', 'Bristol', 'GB')),
  library: person(
    'cus_library',
    harbor,
    'Camden Public Library',
    ['en-US'],
    address('55 Main Street', '04843', 'Camden', 'US', { state: 'ME' }),
    {
      taxExempt: 'exempt',
    },
  ),
  helga: person(
    'cus_helga',
    harbor,
    'Helga Sigurðardóttir',
    ['is-IS'],
    address('Laugavegur 22', '101', 'Reykjavík', 'IS'),
    {
      currency: 'isk',
    },
  ),
} as const satisfies Record<string, Customer>

/** The buyer on an invoice, from a customer. */
export const buyer = buyerOf

const rate = (id: string, displayName: string, percentage: string, changes: Partial<TaxRate> = {}): TaxRate => ({
  id,
  displayName,
  percentage,
  inclusive: false,
  country: null,
  state: null,
  jurisdiction: null,
  taxType: 'vat',
  description: null,
  ...changes,
})

export const rates = {
  mwst: rate('txr_mwst', 'MwSt', '19', { country: 'DE' }),
  mwstReduced: rate('txr_mwst7', 'MwSt', '7', { country: 'DE' }),
  salesTax: rate('txr_maine', 'Maine sales tax', '5.5', { country: 'US', state: 'ME', taxType: 'sales_tax' }),
  included: rate('txr_included', 'MwSt', '19', { inclusive: true, country: 'DE' }),
}
