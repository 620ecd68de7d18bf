import type { Account } from '../../../core/accounts/account.ts'
import { shownUrl } from '../../../db/repositories/links.ts'
import { referencesOf } from '../../../db/screens/api-references.ts'
import type { Deps } from '../../../deps.ts'
import { batched } from './batched.ts'
import { couponObject } from './objects/coupon.ts'
import { customerObject } from './objects/customer.ts'
import { deletedObject } from './objects/deleted.ts'
import { invoiceObject } from './objects/invoice.ts'
import { taxRateObject } from './objects/tax-rate.ts'
import type { RenderContext } from './render-context.ts'

/** Created for each response, so that it loads every referenced object at most once and in its current state. */
export function renderContext(deps: Deps, account: Account): RenderContext {
  const references = referencesOf(deps.db, account.id)
  const customers = batched(references.customers)
  const lastSequences = batched(references.lastSequences)
  const coupons = batched(references.coupons)
  const taxRates = batched(references.taxRates)
  const invoices = batched(references.invoices)
  const links = batched(references.links)
  const self: RenderContext = {
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
    pastInvoice: async (invoice) => {
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
