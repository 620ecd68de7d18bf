import { Hono } from 'hono'
import { askMerchant } from '../../actions/invoices/ask-merchant.ts'
import { setPurchaseOrder } from '../../actions/invoices/set-purchase-order.ts'
import { looksLikeId } from '../../core/id.ts'
import { messageKinds } from '../../core/invoices/message.ts'
import { readInvoiceQuery } from '../../core/portal/invoice-query.ts'
import { refuse } from '../../core/result.ts'
import { invoicesScreen } from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { fieldsOf } from '../../http/forms/fields.ts'
import { page } from '../../http/pages.tsx'
import { sameOrigin } from '../../http/same-origin.ts'
import { paths } from '../../paths.ts'
import { QuestionsPage } from '../../views/portal/questions-page.tsx'
import { type PortalContext, signedIn, unitOf } from './visit.ts'

const feature = 'invoiceHistory'

/** What a customer tells the merchant about an invoice: in words, or by the number of their order. */
export const portalQuestions = new Hono<Env>()
  .get('/:account/questions', (c) => {
    const after = c.req.query('after')
    const outcome = after === 'sent' || after === 'order_saved' ? ({ kind: after } as const) : null
    return questions(c, {}, async () => outcome)
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

type Outcome = Parameters<typeof QuestionsPage>[0]['outcome']

/** The page with the outcome of what was sent; what was written stays in the form unless it arrived. */
function questions(
  c: PortalContext,
  form: Readonly<Record<string, string>>,
  act: (unit: ReturnType<typeof unitOf>) => Promise<Outcome>,
) {
  const { deps } = c.var
  const newest = readInvoiceQuery(() => undefined)
  return signedIn(
    c,
    (accountId, cookieHash, nowMs) => invoicesScreen(deps.db, accountId, cookieHash, newest, nowMs),
    async (props, { visit, rows }) => {
      // One of another customer is none: the action would refuse it by throwing, as that is a bug in a route.
      const isOwn = form.invoice === undefined || rows.some(({ id }) => id === form.invoice)
      const outcome: Outcome = isOwn ? await act(unitOf(c, visit)) : { kind: 'problem', code: 'resource_missing' }
      if (c.req.method === 'POST' && outcome !== null && outcome.kind !== 'problem')
        return c.redirect(`${paths.portalQuestions(props.account.id)}?after=${outcome.kind}`, 303)
      const wanted = form.invoice ?? c.req.query('invoice') ?? ''
      return page(
        c,
        <QuestionsPage
          {...props}
          invoices={rows}
          question={{ invoice: wanted, kind: form.kind ?? 'question', text: form.text ?? '' }}
          order={{ invoice: wanted, purchaseOrder: form.purchase_order ?? '' }}
          outcome={outcome}
        />,
        outcome?.kind === 'problem' ? 409 : 200,
      )
    },
    feature,
  )
}
