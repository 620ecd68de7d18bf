import { Hono } from 'hono'
import { beginMethodSetup } from '../../actions/payments/begin-method-setup.ts'
import { chooseDefaultMethod } from '../../actions/payments/choose-default-method.ts'
import { finishMethodSetup } from '../../actions/payments/finish-method-setup.ts'
import { removeMethod } from '../../actions/payments/remove-method.ts'
import { switchAutomaticPayment } from '../../actions/payments/switch-automatic-payment.ts'
import type { Account } from '../../core/accounts/account.ts'
import { isChargeable } from '../../core/customers/automatic-payment.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { savableTypes } from '../../core/payments/savable-types.ts'
import type { RefusalCode } from '../../core/refusals.ts'
import { methodsScreen } from '../../db/screens/portal-screens.ts'
import type { Env } from '../../http/env.ts'
import { fieldsOf } from '../../http/forms/fields.ts'
import { page, problemPage } from '../../http/pages.tsx'
import { sameOrigin } from '../../http/same-origin.ts'
import { paths } from '../../paths.ts'
import {
  automaticPaymentConsent,
  MethodRemovalPage,
  type MethodsNotice,
  MethodsPage,
} from '../../views/portal/methods-page.tsx'
import { leadOn } from './flow.ts'
import { asSignedIn, type PortalContext, type PortalProps, signedIn, unitOf } from './visit.ts'

const feature = 'paymentMethodUpdate'

/** A customer's saved payment methods. GET requests do not write, except the return from the provider's page. */
export const portalMethods = new Hono<Env>()
  .get('/:account/methods', (c) =>
    asSignedIn(
      c,
      (props, { customer }) => methodsPage(c, props, customer, noticeAfter(customer, c.req.query('after'))),
      feature,
    ),
  )

  /** Leads to the provider's page, where a method is saved. */
  .post('/:account/methods', sameOrigin, async (c) => {
    const form = await fieldsOf(c.req.raw)
    return asSignedIn(
      c,
      async (props, { session, account, customer }) => {
        const makesDefault = form.default === 'yes' || customer.methods.length === 0
        const { language } = props.i18n.locale
        const toBegin = { customerId: customer.id, account, makesDefault, language }
        const begun = await beginMethodSetup(c.var.deps, unitOf(c, { session }), toBegin, customer)
        if (!begun.ok) return refused(c, props, customer, begun.refusal.code)
        return c.redirect(begun.value.url, 303)
      },
      feature,
    )
  })

  .get('/:account/methods/setups/:setup/return', (c) =>
    asSignedIn(c, async (_, { session, customer }) => {
      const setupId = c.req.param('setup')
      const toFinish = { customerId: customer.id, setupId }
      const list = `${paths.portalMethods(customer.accountId)}?after=${encodeURIComponent(setupId)}`
      if (c.req.method !== 'GET') return c.redirect(list, 303)
      const finished = await finishMethodSetup(c.var.deps, unitOf(c, { session }), toFinish, customer)
      const isAdded = finished.ok && noticeAfter(finished.value, setupId)?.kind === 'added'
      return isAdded ? leadOn(c, session, 'payment_method_update', list) : c.redirect(list, 303)
    }),
  )

  .post('/:account/methods/:method/default', sameOrigin, (c) =>
    asSignedIn(
      c,
      async (props, { session, customer }) => {
        const toChoose = { customerId: customer.id, methodId: c.req.param('method') }
        const chosen = await chooseDefaultMethod(c.var.deps, unitOf(c, { session }), toChoose, customer)
        if (!chosen.ok) return refused(c, props, customer, chosen.refusal.code)
        const list = `${paths.portalMethods(customer.accountId)}?after=default_changed`
        return leadOn(c, session, 'payment_method_update', list)
      },
      feature,
    ),
  )

  /** On with the consent that the page shows, or off. */
  .post('/:account/automatic-payment', sameOrigin, async (c) => {
    const form = await fieldsOf(c.req.raw)
    return asSignedIn(
      c,
      async (props, { session, customer }) => {
        if (!props.configuration[feature]) return problemPage(c, 404)
        const isOn = form.automatic_payment === 'on'
        if (isOn ? form.consent !== 'yes' : form.automatic_payment !== 'off') return problemPage(c, 400)
        const consent = isOn ? automaticPaymentConsent(props) : null
        const toSwitch = { customerId: customer.id, consent }
        const switched = await switchAutomaticPayment(c.var.deps, unitOf(c, { session }), toSwitch, customer)
        if (!switched.ok) return refused(c, props, customer, switched.refusal.code)
        return c.redirect(`${paths.portalMethods(customer.accountId)}?after=automatic_payment`, 303)
      },
      'automaticPayment',
    )
  })

  .get('/:account/methods/:method/removal', (c) => {
    return signedIn(
      c,
      (accountId, cookieHash) => methodsScreen(c.var.deps.db, accountId, cookieHash),
      (props, { visit: { customer }, isCharged }) => {
        const isNeeded = isCharged && isChargeable(customer) && customer.methods.length === 1
        return removalPage(c, props, customer, isNeeded ? 'payment_method_needed' : null)
      },
      feature,
    )
  })

  .post('/:account/methods/:method/removal', sameOrigin, async (c) => {
    const form = await fieldsOf(c.req.raw)
    return asSignedIn(
      c,
      async (props, { session, customer }) => {
        const nextDefaultId = form.next ?? null
        const removal = { customerId: customer.id, methodId: c.req.param('method'), nextDefaultId }
        const removed = await removeMethod(c.var.deps, unitOf(c, { session }), removal, customer)
        if (!removed.ok) return removalPage(c, props, customer, removed.refusal.code, 409)
        return c.redirect(`${paths.portalMethods(customer.accountId)}?after=removed`, 303)
      },
      feature,
    )
  })

function methodsPage(
  c: PortalContext,
  props: PortalProps,
  customer: Customer,
  notice: MethodsNotice | null,
  status: 200 | 409 = 200,
) {
  const provider = providerFor(c, props.account, customer)
  return page(c, <MethodsPage {...props} customer={customer} provider={provider} notice={notice} />, status)
}

const refused = (c: PortalContext, props: PortalProps, customer: Customer, code: RefusalCode) =>
  methodsPage(c, props, customer, { kind: 'problem', code }, 409)

/** The name of the provider on whose page a method can be added; null where the merchant lets nobody save one. */
const providerFor = (c: PortalContext, account: Account, customer: Customer): string | null =>
  savableTypes(account, customer).length > 0 ? (c.var.deps.provider(account.id)?.title ?? null) : null

function removalPage(
  c: PortalContext,
  props: PortalProps,
  customer: Customer,
  problem: RefusalCode | null,
  status: 200 | 409 = 200,
) {
  const method = customer.methods.find(({ id }) => id === c.req.param('method'))
  if (!method) return problemPage(c, 404)
  return page(c, <MethodRemovalPage {...props} customer={customer} method={method} problem={problem} />, status)
}

/** What the address says has happened, as far as the customer's state confirms it. */
function noticeAfter({ methods, methodSetup: setup }: Customer, after: string | undefined): MethodsNotice | null {
  if (after === 'removed' || after === 'default_changed' || after === 'automatic_payment') return { kind: after }
  if (setup === undefined || setup.id !== after) return null
  const method = methods.find(({ id }) => id === setup.methodId)
  return method ? { kind: 'added', method } : { kind: 'unfinished' }
}
