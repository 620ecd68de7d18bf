import { Hono } from 'hono'
import type { PaymentStatus } from '../../../core/payments/payment.ts'
import { refuse } from '../../../core/result.ts'
import { findPayment, paymentsPage } from '../../../db/screens/api-payments.ts'
import { nested, oneOf, range, text } from '../../../http/params/kinds.ts'
import { required } from '../../../http/params/table.ts'
import type { ApiEnv } from './context.ts'
import { listing, type Resource, retrieving } from './endpoint.ts'
import { invoicePaymentObject, paymentStatuses } from './objects/invoice-payment.ts'

const filters = {
  created: range,
  invoice: text(200),
  payment: nested({
    payment_intent: text(200),
    payment_record: text(200),
    type: required(oneOf('payment_intent', 'payment_record')),
  }),
  status: oneOf('open', 'paid', 'canceled'),
}

const statusesAs = (word: 'open' | 'paid' | 'canceled') =>
  (Object.keys(paymentStatuses) as PaymentStatus[]).filter((status) => paymentStatuses[status] === word)

const resource: Resource = {
  object: 'invoice_payment',
  noun: 'invoice payment',
  show: async ({ var: { deps, account } }, id, context) => {
    const found = await findPayment(deps.db, account.id, id)
    return found && invoicePaymentObject(context, found.invoice, found.payment)
  },
}

export const invoicePayments = new Hono<ApiEnv>()
  .get(
    '/',
    listing(resource, {
      params: filters,
      find: async ({ var: { deps, account } }, { created, invoice, payment, status }, page) => {
        const other = payment?.type === 'payment_record' ? 'payment_intent' : 'payment_record'
        if (payment?.[other] !== undefined)
          return refuse('parameters_exclusive', { param: 'payment[type]', values: { other: `payment[${other}]` } })
        return paymentsPage(
          deps.db,
          account.id,
          {
            created,
            invoiceId: invoice,
            isOutOfBand: payment && payment.type === 'payment_record',
            paymentId: payment?.payment_record,
            providerPaymentId: payment?.payment_intent,
            statuses: status && statusesAs(status),
          },
          page,
        )
      },
      showAll: (_, found, context) =>
        found.map(({ invoice, payment }) => invoicePaymentObject(context, invoice, payment)),
    }),
  )
  .get('/:id', retrieving(resource))
