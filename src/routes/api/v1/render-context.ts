import type { Account } from '../../../core/accounts/account.ts'
import type { Invoice } from '../../../core/invoices/invoice.ts'
import type { LinkRow } from '../../../db/repositories/links.ts'
import type { ApiObject } from './expansion.ts'

/** What showing objects needs beside them: whose they are, the time, and where those are that they refer to. */
export type RenderContext = {
  readonly account: Account
  readonly livemode: boolean
  readonly now: number
  readonly customer: (id: string) => Promise<ApiObject | null>
  /** The number that the customer's own series gives next. */
  readonly nextSequence: (customerId: string) => Promise<number>
  readonly coupon: (id: string) => Promise<ApiObject | null>
  readonly taxRate: (id: string) => Promise<ApiObject | null>
  readonly invoice: (id: string) => Promise<ApiObject | null>
  /** An invoice in a state that it once had. */
  readonly pastInvoice: (invoice: Invoice) => Promise<ApiObject>
  readonly hostedUrl: (link: LinkRow) => Promise<string>
}
