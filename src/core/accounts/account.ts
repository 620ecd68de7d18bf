import { assert } from '../assert.ts'
import type { CustomField } from '../invoices/invoice.ts'
import type { Rounding } from '../invoices/totals.ts'
import type { Currency } from '../money/currencies.ts'
import type { Numbering } from '../numbering/scheme.ts'
import type { Address, TaxId } from '../parties.ts'
import type { Recorded } from '../recorded.ts'
import { shape } from '../shape.ts'
import type { BankAccount } from './bank-account.ts'
import type { EInvoiceSettings } from './e-invoice-settings.ts'

export type Branding = {
  /** `#rrggbb`; checked for contrast wherever it is used. */
  readonly brandColor: string
  readonly accentColor: string
  /** Hash of the stored logo file; null where there is none. */
  readonly logo: string | null
}

/** Whose invoices these are, how they look and how they are collected. */
export type AccountSettings = {
  readonly name: string
  readonly country: string
  readonly address: Address | null
  readonly taxIds: readonly TaxId[]
  readonly supportEmail: string | null
  readonly supportPhone: string | null
  readonly website: string | null
  readonly timeZone: string
  readonly locale: string
  readonly defaultCurrency: Currency
  readonly branding: Branding
  /** Of invoices. */
  readonly numbering: Numbering
  readonly rounding: Rounding
  readonly daysUntilDue: number
  readonly memo: string | null
  readonly footer: string | null
  readonly customFields: readonly CustomField[]
  /** Provider method types that are offered where currency, amount and collection method allow. */
  readonly paymentMethodTypes: readonly string[]
  /** Where customers may transfer money to: at most one for each currency. */
  readonly bankAccounts: readonly BankAccount[]
  /** Whether the page offers to keep a method: with a box to tick, always with a notice, or never. */
  readonly saveMethods: 'ask' | 'always' | 'never'
  readonly reminders: { readonly days: readonly number[]; readonly hour: number }
  readonly maxRetries: number
  /** Origins that a return URL after paying may have. */
  readonly returnOrigins: readonly string[]
  /** Whether invoice mails carry the link to the page. */
  readonly mailsCarryLink: boolean
  /** Whether the mails with an invoice or a receipt carry it as a PDF; true where it is not said. */
  readonly attachDocuments?: boolean
  /** Which e-invoices new invoices have; none where it is null or not said. */
  readonly eInvoices?: EInvoiceSettings | null
  /** How many invoices may be sent in a day (UTC); 10,000 where it is not said. */
  readonly sendsPerDay?: number
  /** Up to how many days after the due day a customer may promise to pay; 0, or not said, takes no promises. */
  readonly promiseDays?: number
  /** How much of the amount due a payer has to pay at once, in percent; 100, or not said, is all of it. */
  readonly minimumPaymentPercent?: number
  /** Whether customers get a corrected invoice at once when their details have changed; they ask for it where it is not said. */
  readonly correctsDetailsAtOnce?: boolean
}

/** A merchant. Whether their money is real never changes. */
export type Account = AccountSettings & {
  readonly id: string
  readonly livemode: boolean
  readonly createdAt: number
  readonly version: number
}

export type AccountEvent =
  | {
      readonly type: 'account.created'
      readonly id: string
      readonly livemode: boolean
      readonly settings: AccountSettings
    }
  | {
      readonly type: 'account.updated'
      readonly settings: Partial<Omit<AccountSettings, 'branding' | 'bankAccounts'>>
    }
  | { readonly type: 'account.branding_changed'; readonly branding: Partial<Branding> }
  | { readonly type: 'account.bank_accounts_changed'; readonly bankAccounts: readonly BankAccount[] }

/** Version 2 added the bank accounts. Its histories begin with migration 0010, which opened one for each older row. */
export const accountShape = shape<Account, AccountEvent>([{ state: (state) => ({ bankAccounts: [], ...state }) }])

export function evolve(account: Account | null, { seq, at, event }: Recorded<AccountEvent>): Account | null {
  if (event.type === 'account.created') {
    const { id, livemode, settings } = event
    return { ...settings, id, livemode, createdAt: at, version: 1 }
  }
  assert(account && seq === account.version + 1, 'events follow each other without a gap')
  return { ...account, ...changed(account, event), version: seq }
}

function changed({ branding }: Account, event: Exclude<AccountEvent, { type: 'account.created' }>) {
  switch (event.type) {
    case 'account.updated':
      return event.settings
    case 'account.branding_changed':
      return { branding: { ...branding, ...event.branding } }
    case 'account.bank_accounts_changed':
      return { bankAccounts: event.bankAccounts }
  }
}
