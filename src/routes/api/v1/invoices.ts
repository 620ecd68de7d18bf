import { createInvoice } from '../../../actions/invoices/create-invoice.ts'
import { createRevision } from '../../../actions/invoices/create-revision.ts'
import { deleteInvoice } from '../../../actions/invoices/delete-invoice.ts'
import { updateInvoice } from '../../../actions/invoices/update-invoice.ts'
import type { Invoice } from '../../../core/invoices/invoice.ts'
import { refuse } from '../../../core/result.ts'
import { invoicesOf } from '../../../db/repositories/invoices.ts'
import { shownOf, withCustomersAndLinks } from '../../../db/screens/api-invoices.ts'
import { oneOf, range, text } from '../../../http/params/kinds.ts'
import { createParams, inputOf, updateParams } from './invoice-params.ts'
import { call, type ObjectApi } from './object-api.ts'
import { invoiceObject } from './objects/invoice.ts'

export const invoice: ObjectApi<Invoice> = {
  path: '/invoices',
  noun: 'invoice',
  filters: {
    collection_method: ['collectionMethod', oneOf('charge_automatically', 'send_invoice')],
    customer: ['customerId', text(200)],
    due_date: ['dueAt', range],
    status: ['status', oneOf('draft', 'open', 'paid', 'uncollectible', 'void')],
  },
  create: call(createParams, async (deps, unit, id, params) => {
    const { customer: customerId, currency, from_invoice: from } = params
    const withPendingItems = params.pending_invoice_items_behavior === 'include'
    const input = inputOf(params)
    if (from) {
      const behavior = 'pending_invoice_items_behavior'
      if (withPendingItems)
        return refuse('parameters_exclusive', { param: 'from_invoice', values: { other: behavior } })
      return createRevision(deps, unit, { id, originalId: from.invoice, customerId, currency, input })
    }
    if (customerId === undefined) return refuse('parameter_missing', { param: 'customer' })
    return createInvoice(deps, unit, { id, customerId, currency, withPendingItems, input })
  }),
  update: call(updateParams, (deps, unit, invoiceId, params) =>
    updateInvoice(deps, unit, { invoiceId, input: inputOf(params) }),
  ),
  delete: (deps, unit, invoiceId) => deleteInvoice(deps, unit, { invoiceId }),
  async find({ var: { deps, account } }, id, context) {
    const found = await invoicesOf(deps.db, account.id).withParties(id)
    return found && invoiceObject(context, shownOf(found))
  },
  async showAll({ var: { deps, account } }, context, found) {
    const shown = await withCustomersAndLinks(deps.db, account.id, found)
    return Promise.all(shown.map((one) => invoiceObject(context, one)))
  },
  show: (context, invoice) => context.pastInvoice(invoice),
  expandable: {
    customer: 'customer',
    discounts: 'discount',
    from_invoice: 'from_invoice',
    latest_revision: 'invoice',
    lines: 'lines',
    payments: 'payments',
    total_discount_amounts: 'discount_amount',
    confirmation_secret: 'end',
    test_clock: 'end',
  },
}
