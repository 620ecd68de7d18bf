import type { Account } from '../../../core/accounts/account.ts'
import type { Invoice } from '../../../core/invoices/invoice.ts'
import { type LinkRow, shownUrl } from '../../../db/repositories/links.ts'
import { referencesOf } from '../../../db/screens/api-references.ts'
import type { Deps } from '../../../deps.ts'
import { batched } from './batched.ts'
import type { ApiObject } from './expansion.ts'
import { couponObject } from './objects/coupon.ts'
import { customerObject } from './objects/customer.ts'
import { deletedObject } from './objects/deleted.ts'
import { invoiceObject } from './objects/invoice.ts'
import { taxRateObject } from './objects/tax-rate.ts'

/** What showing objects needs beside them: whose they are, the time, and where those are that they refer to. */
export type Showing = {
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
  readonly asInvoice: (invoice: Invoice) => Promise<ApiObject>
  readonly hostedUrl: (link: LinkRow) => Promise<string>
}

/** Made new for each answer, so that it shows things as they are then. */
export function showing(deps: Deps, account: Account): Showing {
  const references = referencesOf(deps.db, account.id)
  const customers = batched(references.customers)
  const lastSequences = batched(references.lastSequences)
  const coupons = batched(references.coupons)
  const taxRates = batched(references.taxRates)
  const invoices = batched(references.invoices)
  const links = batched(references.links)
  const self: Showing = {
    account,
    livemode: account.livemode,
    now: deps.now(),
    customer: async (id) => {
      const found = await customers(id)
      return found ? customerObject(self, found) : deletedObject('customer', id)
    },
    nextSequence: async (customerId) => ((await lastSequences(customerId)) ?? 0) + 1,
    coupon: async (id) => {
      const found = await coupons(id)
      return found ? couponObject(self, found) : deletedObject('coupon', id)
    },
    taxRate: async (id) => {
      const found = await taxRates(id)
      return found && taxRateObject(self, found)
    },
    invoice: async (id) => {
      const found = await invoices(id)
      return found ? invoiceObject(self, found) : deletedObject('invoice', id)
    },
    asInvoice: async (invoice) => {
      const [customer, link] = await Promise.all([
        customers(invoice.customerId),
        invoice.status === 'draft' ? null : links(invoice.id),
      ])
      return invoiceObject(self, { invoice, customer, link })
    },
    hostedUrl: (link) => shownUrl(deps, account.id, link),
  }
  return self
}
