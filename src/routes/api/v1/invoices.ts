import { Hono } from 'hono'
import { createInvoice } from '../../../actions/invoices/create-invoice.ts'
import { deleteInvoice } from '../../../actions/invoices/delete-invoice.ts'
import { finalizeInvoice } from '../../../actions/invoices/finalize-invoice.ts'
import { markUncollectible } from '../../../actions/invoices/mark-uncollectible.ts'
import { sendInvoice } from '../../../actions/invoices/send-invoice.ts'
import { updateInvoice } from '../../../actions/invoices/update-invoice.ts'
import { voidInvoice } from '../../../actions/invoices/void-invoice.ts'
import { chargeInvoice } from '../../../actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../../actions/payments/pay-out-of-band.ts'
import { largestAmountMinor } from '../../../core/money/money.ts'
import { refuse } from '../../../core/result.ts'
import { invoicesOf } from '../../../db/repositories/invoices.ts'
import { shownOf, withCustomersAndLinks } from '../../../db/screens/api-invoices.ts'
import { listsOf } from '../../../db/screens/api-lists.ts'
import { boolean, integer, oneOf, range, text } from '../../../http/params/kinds.ts'
import type { ApiEnv } from './context.ts'
import { deleting, listing, missingObject, type Resource, retrieving, writing } from './endpoint.ts'
import { createParams, inputOf, updateParams } from './invoice-params.ts'
import { invoiceObject } from './objects/invoice.ts'
import { lineItemObjects } from './objects/line-item.ts'
import { pageWithin } from './page-within.ts'
import { only } from './shared-params.ts'

const resource: Resource = {
  object: 'invoice',
  noun: 'invoice',
  show: async ({ var: { deps, account } }, id, context) => {
    const found = await invoicesOf(deps.db, account.id).withParties(id)
    return found && invoiceObject(context, shownOf(found))
  },
}

/** For endpoints with a single commit: the response comes from what it wrote, without another read. */
const justWritten: Resource = {
  ...resource,
  show: async (c, id, context) => {
    const written = c.var.written.invoices.get(id)
    return written ? invoiceObject(context, shownOf(written)) : resource.show(c, id, context)
  },
}

const line = { object: 'line_item', noun: 'line item' }

const filters = {
  collection_method: oneOf('charge_automatically', 'send_invoice'),
  created: range,
  customer: text(200),
  due_date: range,
  status: oneOf('draft', 'open', 'paid', 'uncollectible', 'void'),
}

/** A Stripe action with no parameters but the invoice's id. */
const verb = (act: typeof voidInvoice, shown = resource) =>
  writing(shown, { params: {}, act: ({ var: { deps } }, unit, invoiceId) => act(deps, unit, { invoiceId }) })

export const invoices = new Hono<ApiEnv>()
  .get(
    '/',
    listing(resource, {
      params: filters,
      find: ({ var: { deps, account } }, { collection_method, created, customer, due_date, status }, page) =>
        listsOf(deps.db, account.id).invoices(
          { collectionMethod: collection_method, created, customerId: customer, due: due_date, status },
          page,
        ),
      showAll: async ({ var: { deps, account } }, found, context) => {
        const shown = await withCustomersAndLinks(deps.db, account.id, found)
        return Promise.all(shown.map((one) => invoiceObject(context, one)))
      },
    }),
  )
  .post(
    '/',
    writing(resource, {
      params: createParams,
      objectId: (c) => c.var.deps.newId('invoice'),
      act: ({ var: { deps } }, unit, id, params) =>
        createInvoice(deps, unit, {
          id,
          customerId: params.customer,
          currency: params.currency,
          withPendingItems: params.pending_invoice_items_behavior === 'include',
          input: inputOf(params),
        }),
    }),
  )
  .get('/:id', retrieving(resource))
  .post(
    '/:id',
    writing(resource, {
      params: updateParams,
      act: ({ var: { deps } }, unit, invoiceId, params) =>
        updateInvoice(deps, unit, { invoiceId, input: inputOf(params) }),
    }),
  )
  .delete(
    '/:id',
    deleting(resource, ({ var: { deps } }, unit, invoiceId) => deleteInvoice(deps, unit, { invoiceId })),
  )
  .get(
    '/:id/lines',
    listing(line, {
      params: {},
      find: async ({ req, var: { deps, account } }, _, page) => {
        const id = req.param('id') ?? ''
        const invoice = await invoicesOf(deps.db, account.id).find(id)
        if (!invoice) return { ok: false, refusal: missingObject(resource, id) }
        const lines = pageWithin(invoice.lines, page)
        return lines && { ...lines, items: lines.items.map(({ id }) => ({ id, invoice })) }
      },
      showAll: (_, found, context) => {
        const requested = new Set(found.map(({ id }) => id))
        return found
          .slice(0, 1)
          .flatMap(({ invoice }) => lineItemObjects(context, invoice).filter(({ id }) => requested.has(id)))
      },
    }),
  )
  .post(
    '/:id/finalize',
    writing(justWritten, {
      params: { auto_advance: boolean },
      act: ({ var: { deps } }, unit, invoiceId, { auto_advance: autoAdvance }) =>
        finalizeInvoice(deps, unit, autoAdvance === undefined ? { invoiceId } : { invoiceId, autoAdvance }),
    }),
  )
  .post('/:id/send', verb(sendInvoice, justWritten))
  .post('/:id/void', verb(voidInvoice))
  .post('/:id/mark_uncollectible', verb(markUncollectible))
  .post(
    '/:id/pay',
    writing(resource, {
      params: {
        amount: integer({ least: 1, most: largestAmountMinor }),
        off_session: only(true, 'a kept method is charged without the customer being there'),
        paid_out_of_band: boolean,
        payment_method: text(200),
      },
      act: async ({ var: { deps } }, unit, invoiceId, params) => {
        if (!params.paid_out_of_band && params.amount !== undefined)
          return refuse('parameter_missing', { param: 'paid_out_of_band' })
        if (!params.paid_out_of_band)
          return chargeInvoice(deps, unit, { invoiceId, methodId: params.payment_method ?? null })
        if (params.payment_method === undefined)
          return payOutOfBand(deps, unit, { invoiceId, partMinor: params.amount })
        return refuse('parameters_exclusive', { param: 'payment_method', values: { other: 'paid_out_of_band' } })
      },
    }),
  )
