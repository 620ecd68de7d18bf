import { Hono } from 'hono'
import { askMerchant } from '../../actions/invoices/ask-merchant.ts'
import { promisePayment } from '../../actions/invoices/promise-payment.ts'
import { setPurchaseOrder } from '../../actions/invoices/set-purchase-order.ts'
import { looksLikeId } from '../../core/id.ts'
import { messageKinds } from '../../core/invoices/message.ts'
import { searchText } from '../../core/portal/invoice-query.ts'
import { refuse } from '../../core/result.ts'
import { questionsScreen } from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { fieldsOf } from '../../http/forms/fields.ts'
import { page } from '../../http/pages.tsx'
import { sameOrigin } from '../../http/same-origin.ts'
import { paths } from '../../paths.ts'
import { QuestionsPage, questionOutcomes } from '../../views/portal/questions-page.tsx'
import { type PortalContext, signedIn, unitOf } from './visit.ts'

const feature = 'invoiceHistory'

/** What a customer tells the merchant about an invoice: in words, by the number of their order, or by when they pay. */
export const portalQuestions = new Hono<Env>()
  .get('/:account/questions', (c) => {
    const kind = questionOutcomes.find((one) => one === c.req.query('after'))
    return questions(c, {}, async () => (kind ? { kind } : null))
  })

  .post('/:account/questions', sameOrigin, async (c) => {
    const form = await fieldsOf(c.req.raw)
    const { invoice: invoiceId = '', text = '' } = form
    const kind = messageKinds.find((one) => one === form.kind)
    return questions(c, form, async (unit) => {
      if (!kind || !looksLikeId(invoiceId)) return { kind: 'problem', code: 'parameter_invalid' }
      const asked = await askMerchant(c.var.deps, unit, { invoiceId, kind, text, lineId: null })
      return asked.ok ? { kind: 'sent' } : { kind: 'problem', code: asked.refusal.code }
    })
  })

  .post('/:account/purchase-order', sameOrigin, async (c) => {
    const form = await fieldsOf(c.req.raw)
    const { invoice: invoiceId = '', purchase_order: purchaseOrder = '' } = form
    return questions(c, form, async (unit) => {
      const set = looksLikeId(invoiceId)
        ? await setPurchaseOrder(c.var.deps, unit, { invoiceId, purchaseOrder })
        : refuse('resource_missing')
      return set.ok ? { kind: 'order_saved' } : { kind: 'problem', code: set.refusal.code }
    })
  })

  .post('/:account/promises', sameOrigin, async (c) => {
    const form = await fieldsOf(c.req.raw)
    const { invoice: invoiceId = '', pay_on: payOn = '' } = form
    return questions(c, form, async (unit) => {
      const promised = looksLikeId(invoiceId)
        ? await promisePayment(c.var.deps, unit, { invoiceId, payOn })
        : refuse('resource_missing')
      return promised.ok ? { kind: 'promised' } : { kind: 'problem', code: promised.refusal.code }
    })
  })

type Outcome = Parameters<typeof QuestionsPage>[0]['outcome']

/** The page with the outcome of what was sent; what was written stays in the form unless it arrived. */
function questions(
  c: PortalContext,
  form: Readonly<Record<string, string>>,
  act: (unit: ReturnType<typeof unitOf>) => Promise<Outcome>,
) {
  const { deps } = c.var
  const wanted = form.invoice ?? c.req.query('invoice') ?? ''
  const text = searchText(c.req.query('q'))
  return signedIn(
    c,
    (accountId, cookieHash) =>
      questionsScreen(deps.db, accountId, cookieHash, { text, named: looksLikeId(wanted) ? wanted : null }),
    async (props, { visit, rows }) => {
      // One of another customer is none: the action would refuse it by throwing, as that is a bug in a route.
      const isOwn = form.invoice === undefined || rows.some(({ id }) => id === form.invoice)
      const outcome: Outcome = isOwn ? await act(unitOf(c, visit)) : { kind: 'problem', code: 'resource_missing' }
      if (c.req.method === 'POST' && outcome !== null && outcome.kind !== 'problem')
        return c.redirect(`${paths.portalQuestions(props.account.id)}?after=${outcome.kind}`, 303)
      return page(
        c,
        <QuestionsPage
          {...props}
          invoices={rows}
          search={text}
          question={{ invoice: wanted, kind: form.kind ?? 'question', text: form.text ?? '' }}
          order={{ invoice: wanted, purchaseOrder: form.purchase_order ?? '' }}
          promise={{ invoice: wanted, payOn: form.pay_on ?? '' }}
          outcome={outcome}
        />,
        outcome?.kind === 'problem' ? 409 : 200,
      )
    },
    feature,
  )
}
