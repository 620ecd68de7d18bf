import type { Account } from '../../../core/accounts/account.ts'
import type { ApiKind } from '../../../core/aggregates.ts'
import type { Invoice } from '../../../core/invoices/invoice.ts'
import type { LinkRow } from '../../../db/repositories/links.ts'
import type { ApiObject } from './api-object.ts'

/** What rendering objects needs besides them: the account, the time, and how to load references. */
export type RenderContext = {
  readonly account: Account
  readonly livemode: boolean
  readonly now: number
  readonly origin: string
  /** An object that another refers to, as it is now. */
  readonly object: (kind: Exclude<ApiKind, 'invoice'>, id: string) => Promise<ApiObject>
  /** The next number of the customer's own series. */
  readonly nextSequence: (customerId: string) => Promise<number>
  readonly invoice: (id: string) => Promise<ApiObject>
  /** Renders an invoice in a past state. */
  readonly pastInvoice: (invoice: Invoice) => Promise<ApiObject>
  /** The address of what is behind a link, as it is shown. */
  readonly urlOf: (link: LinkRow, path: (token: string) => string) => Promise<string>
}
