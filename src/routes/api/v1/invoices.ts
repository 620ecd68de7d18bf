import { createInvoice } from '../../../actions/invoices/create-invoice.ts'
import { deleteInvoice } from '../../../actions/invoices/delete-invoice.ts'
import { updateInvoice } from '../../../actions/invoices/update-invoice.ts'
import type { Invoice } from '../../../core/invoices/invoice.ts'
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
  create: call(createParams, (deps, unit, id, params) =>
    createInvoice(deps, unit, {
      id,
      customerId: params.customer,
      currency: params.currency,
      withPendingItems: params.pending_invoice_items_behavior === 'include',
      input: inputOf(params),
    }),
  ),
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
    latest_revision: 'invoice',
    lines: 'lines',
    payments: 'payments',
    total_discount_amounts: 'discount_amount',
    confirmation_secret: 'end',
    test_clock: 'end',
  },
}
