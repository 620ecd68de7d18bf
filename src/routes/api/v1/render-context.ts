import type { Account } from '../../../core/accounts/account.ts'
import type { Invoice } from '../../../core/invoices/invoice.ts'
import type { LinkRow } from '../../../db/repositories/links.ts'
import type { ApiObject } from './expansion.ts'

/** What rendering objects needs besides them: the account, the time, and how to load references. */
export type RenderContext = {
  readonly account: Account
  readonly livemode: boolean
  readonly now: number
  readonly customer: (id: string) => Promise<ApiObject | null>
  /** The next number of the customer's own series. */
  readonly nextSequence: (customerId: string) => Promise<number>
  readonly coupon: (id: string) => Promise<ApiObject | null>
  readonly taxRate: (id: string) => Promise<ApiObject | null>
  readonly invoice: (id: string) => Promise<ApiObject | null>
  /** Renders an invoice in a past state. */
  readonly pastInvoice: (invoice: Invoice) => Promise<ApiObject>
  readonly hostedUrl: (link: LinkRow) => Promise<string>
}
