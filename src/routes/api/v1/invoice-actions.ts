import { Hono } from 'hono'
import { finalizeInvoice } from '../../../actions/invoices/finalize-invoice.ts'
import { markUncollectible } from '../../../actions/invoices/mark-uncollectible.ts'
import { sendInvoice } from '../../../actions/invoices/send-invoice.ts'
import { voidInvoice } from '../../../actions/invoices/void-invoice.ts'
import { chargeInvoice } from '../../../actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../../actions/payments/pay-out-of-band.ts'
import { largestAmountMinor } from '../../../core/money/money.ts'
import { refuse } from '../../../core/result.ts'
import { invoicesOf } from '../../../db/repositories/invoices.ts'
import { shownOf } from '../../../db/screens/api-invoices.ts'
import { boolean, integer, text } from '../../../http/params/kinds.ts'
import type { ApiEnv } from './context.ts'
import { listing, missingObject, type Resource, writing } from './endpoint.ts'
import { resourceOf } from './object-routes.ts'
import { invoiceObject } from './objects/invoice.ts'
import { lineItemObjects } from './objects/line-item.ts'
import { pageWithin } from './page-within.ts'
import { only } from './shared-params.ts'

const resource = resourceOf('invoice')

/** For endpoints with a single commit: the response comes from what it wrote, without another read. */
const justWritten: Resource = {
  ...resource,
  show: async (c, id, context) => {
    const written = c.var.written.invoices.get(id)
    return written ? invoiceObject(context, shownOf(written)) : resource.show(c, id, context)
  },
}

const line = { object: 'line_item', noun: 'line item' }

/** A Stripe action with no parameters but the invoice's id. */
const verb = (act: typeof voidInvoice, shown = resource) =>
  writing(shown, { params: {}, act: ({ var: { deps } }, unit, invoiceId) => act(deps, unit, { invoiceId }) })

/** What is done with an invoice beyond the calls that every object has. */
export const invoiceActions = new Hono<ApiEnv>()
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
