import type { CustomField, Metadata } from '../invoices/invoice.ts'
import type { Currency } from '../money/currencies.ts'
import type { Address, Buyer, TaxId } from '../parties.ts'
import { shape } from '../shape.ts'
import type { TaxExempt } from '../tax/rates.ts'
import type { Contact } from './contacts.ts'

/** Card details from the provider, besides the fields common to all methods. */
export type CardDetails = {
  readonly country: string | null
  readonly displayBrand: string | null
  readonly funding: string
  readonly networks: readonly string[]
  readonly preferredNetwork: string | null
  /** `pass`, `fail` and the like; null if it was not checked. */
  readonly line1Check: string | null
  readonly postalCodeCheck: string | null
  readonly cvcCheck: string | null
  readonly supports3ds: boolean | null
  readonly wallet: string | null
}

/** A payment method that the customer agreed to save at the provider. */
export type SavedMethod = {
  readonly id: string
  readonly type: string
  readonly brand: string | null
  readonly last4: string | null
  readonly expMonth: number | null
  readonly expYear: number | null
  readonly savedAt: number
  /** Absent on methods saved before it was recorded. */
  readonly card?: CardDetails
}

/** What the provider is asked for: a repeat under the same idempotency key must be identical. */
export type SetupRequest = {
  readonly currency: string
  readonly methodTypes: readonly string[]
  readonly language: string
}

/** A customer's visit to the provider's page to save a method; nothing is charged by it. Instants in ms since 1970. */
export type MethodSetup = {
  readonly id: string
  readonly startedAt: number
  readonly makesDefault: boolean
  readonly request: SetupRequest
  /** Null until the provider has answered. */
  readonly providerSessionId: string | null
  /** The method that was saved by it. */
  readonly methodId: string | null
  readonly isEnded: boolean
}

/** Whether the customer wants to be charged automatically, as they chose themselves. Ms since 1970. */
export type AutomaticPayment = {
  readonly isOn: boolean
  readonly at: number
  /** The sentence that they agreed to, as they read it; null where it was switched off. */
  readonly consent: string | null
}

export type CustomerDetails = {
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly description: string | null
  readonly address: Address | null
  readonly shipping: Buyer['shipping']
  readonly taxIds: readonly TaxId[]
  readonly taxExempt: TaxExempt
  readonly locales: readonly string[]
  readonly timeZone: string | null
  readonly currency: Currency | null
  readonly metadata: Metadata
  readonly invoicePrefix: string
  readonly defaultPaymentMethod: string | null
  /** What the customer wants to find on invoices: an office's Leitweg-ID, say. Absent in older customers. */
  readonly buyerReference?: string | null
  /** Who else gets mails about the invoices. Absent where nobody does. */
  readonly contacts?: readonly Contact[]
  readonly invoiceFooter: string | null
  readonly invoiceCustomFields: readonly CustomField[]
}

export type Customer = CustomerDetails & {
  readonly accountId: string
  readonly id: string
  readonly createdAt: number
  readonly version: number
  /** Minor units by currency, in Stripe's sign: negative is credit the customer has, positive is owed with the next invoice. */
  readonly balances: Readonly<Record<string, number>>
  readonly methods: readonly SavedMethod[]
  /** The customer's id at the payment provider; null until one is needed. */
  readonly providerCustomerId: string | null
  /**
   * Addresses that a mail server refused permanently, until one accepts a mail again. Absent until the first refusal.
   */
  readonly refusedAddresses?: readonly string[]
  /** The latest set-up of a method at the provider; absent until the first. */
  readonly methodSetup?: MethodSetup
  /** Ids of methods that were removed: a late report does not bring them back. Absent until the first. */
  readonly removedMethods?: readonly string[]
  /** Absent until they choose. */
  readonly automaticPayment?: AutomaticPayment
  /** Since when they wait to be erased, ms since 1970; null where they have withdrawn that. Absent until they ask. */
  readonly erasureRequestedAt?: number | null
}

export type CustomerEvent =
  | {
      readonly type: 'customer.created'
      readonly accountId: string
      readonly id: string
      readonly details: CustomerDetails
    }
  | { readonly type: 'customer.updated'; readonly details: Partial<CustomerDetails> }
  | { readonly type: 'customer.deleted' }
  /** Deleted with what is personal in its history. */
  | { readonly type: 'customer.erased' }
  /** By the customer, of the merchant. */
  | { readonly type: 'customer.erasure_requested' | 'customer.erasure_request_withdrawn' }
  | {
      readonly type: 'customer.balance_changed'
      readonly amountMinor: number
      readonly currency: Currency
      readonly cause:
        | 'invoice_overpaid'
        | 'applied_to_invoice'
        | 'unapplied_from_invoice'
        | 'refunded'
        | 'refund_failed'
      readonly invoiceId: string
    }
  | { readonly type: 'customer.address_refused' | 'customer.address_accepted'; readonly address: string }
  | { readonly type: 'customer.linked'; readonly providerCustomerId: string }
  | { readonly type: 'customer.method_saved'; readonly method: SavedMethod }
  | {
      readonly type: 'customer.method_removed'
      readonly methodId: string
      /** Absent in histories from before anybody could remove one. */
      readonly by?: 'customer' | 'provider'
    }
  | {
      readonly type: 'customer.method_setup_started'
      readonly setupId: string
      readonly makesDefault: boolean
      readonly request: SetupRequest
    }
  | {
      readonly type: 'customer.method_setup_opened'
      readonly setupId: string
      readonly providerSessionId: string
    }
  | {
      readonly type: 'customer.automatic_payment_switched'
      readonly isOn: boolean
      readonly consent: string | null
    }
  /** With the method that it saved; null where it expired or was refused. */
  | { readonly type: 'customer.method_setup_ended'; readonly setupId: string; readonly methodId: string | null }

export const customerShape = shape<Customer, CustomerEvent>()

/** A customer's balance in a currency: credit is negative, debt positive; minor units. */
export const balanceMinorIn = ({ balances }: Customer, currency: string): number => balances[currency] ?? 0
