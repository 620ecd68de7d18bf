import { Hono } from 'hono'
import { createSession } from '../../../actions/portal/create-session.ts'
import { revokeAllSessions } from '../../../actions/portal/revoke-all-sessions.ts'
import { revokeSession } from '../../../actions/portal/revoke-session.ts'
import { flowTypes, type PortalFlow } from '../../../core/portal/flow.ts'
import { isAlive } from '../../../core/portal/session.ts'
import { ok, type Result, refuse } from '../../../core/result.ts'
import { linkSecretOf } from '../../../crypto/portal-secrets.ts'
import { customersOf } from '../../../db/repositories/customers.ts'
import { findSession, sessionsOf } from '../../../db/repositories/portal-sessions.ts'
import { nested, oneOf, prose, text } from '../../../http/params/kinds.ts'
import { innerParams, type Kind, type Params, required } from '../../../http/params/table.ts'
import type { Wire } from '../../../http/wire/wire.ts'
import type { ApiEnv } from './context.ts'
import { listing, missingObject, type Resource, writing } from './endpoint.ts'
import { resourceOf } from './object-routes.ts'
import { newPortalSessionObject, portalSessionObject } from './objects/portal-session.ts'
import { pageWithin } from './page-within.ts'
import { portalLocales } from './portal-locales.ts'
import { never, returnUrl } from './shared-params.ts'

const flowTable = {
  after_completion: nested({
    hosted_confirmation: nested({ custom_message: prose(500) }),
    redirect: nested({ return_url: required(returnUrl) }),
    type: required(oneOf('hosted_confirmation', 'portal_homepage', 'redirect')),
  }),
  type: required(oneOf(...flowTypes)),
}

const flowTables = nested(flowTable)

/** What the customer is sent for. What its type does not have is refused, not ignored. */
const flow: Kind<PortalFlow> = Object.assign((value: Wire, param: string): Result<PortalFlow> => {
  const read = flowTables(value, param)
  if (!read.ok) return read
  const after = afterOf(read.value.after_completion, `${param}[after_completion]`)
  return after.ok ? ok({ type: read.value.type, after: after.value }) : after
}, innerParams(flowTables))

type After = NonNullable<Params<typeof flowTable>['after_completion']>

function afterOf(given: After = { type: 'portal_homepage' }, param: string): Result<PortalFlow['after']> {
  const { type, hosted_confirmation: confirmation, redirect } = given
  if (redirect && type !== 'redirect') return unfit(`${param}[redirect]`, type)
  if (confirmation && type !== 'hosted_confirmation') return unfit(`${param}[hosted_confirmation]`, type)
  if (type === 'portal_homepage') return ok({ type })
  if (type === 'hosted_confirmation') return ok({ type, message: confirmation?.custom_message ?? null })
  if (!redirect) return refuse('parameter_missing', { param: `${param}[redirect]` })
  return ok({ type, returnUrl: redirect.return_url })
}

const unfit = (param: string, type: string) =>
  refuse('parameter_invalid', { param, values: { reason: `it does not go with the type ${type}` } })

const created: Resource = {
  object: 'billing_portal.session',
  noun: 'portal session',
  show: async (c, id, context) => {
    const session = await findSession(c.var.deps.db, c.var.account.id, id)
    return session && newPortalSessionObject(c, context, session)
  },
}

/** Sessions of the portal, each with a link for a customer whom the merchant's own site knows. */
export const portalSessions = new Hono<ApiEnv>().post(
  '/',
  writing(created, {
    params: {
      configuration: text(200),
      customer: required(text(200)),
      flow_data: flow,
      locale: oneOf(...portalLocales),
      on_behalf_of: never('there are no connected accounts'),
      return_url: returnUrl,
    },
    objectId: ({ var: { deps } }) => deps.newId('portalSession'),
    secretOf: ({ var: { deps, account } }, id) => linkSecretOf(deps.linkKeys, account.id, id),
    act: ({ var: { deps } }, unit, id, params) =>
      createSession(deps, unit, {
        id,
        customerId: params.customer,
        configurationId: params.configuration,
        returnUrl: params.return_url ?? null,
        locale: params.locale ?? null,
        flow: params.flow_data ?? null,
      }),
  }),
)

const known: Resource = {
  object: 'portal_session',
  noun: 'portal session',
  show: async (c, id, context) => {
    const session = await findSession(c.var.deps.db, c.var.account.id, id)
    return session && portalSessionObject(c, context, session)
  },
}

const ofCustomer = { object: 'customer', noun: 'customer' }

/** A customer's live sessions, each revocable. An addition to Stripe's API. */
export const customerPortalSessions = new Hono<ApiEnv>()
  .get(
    '/',
    listing(known, {
      params: {},
      find: async (c, _, page) => {
        const { deps, account } = c.var
        const id = c.req.param('customer') ?? ''
        const now = deps.now()
        const alive = (await sessionsOf(deps.db, account.id, id, now)).filter((session) => isAlive(session, now))
        const isThere = alive.length > 0 || (await customersOf(deps.db, account.id).find(id)) !== null
        return isThere ? pageWithin(alive, page) : { ok: false, refusal: missingObject(ofCustomer, id) }
      },
      showAll: (c, found, context) => found.map((session) => portalSessionObject(c, context, session)),
    }),
  )
  .post(
    '/revoke',
    writing(resourceOf('customer'), {
      params: {},
      objectId: (c) => c.req.param('customer') ?? '',
      act: async ({ var: { deps } }, unit, customerId) => {
        const done = await revokeAllSessions(deps, unit, { customerId })
        return done.ok ? done : { ok: false, refusal: missingObject(ofCustomer, customerId) }
      },
    }),
  )
  .post(
    '/:id/revoke',
    writing(known, {
      params: {},
      act: (c, unit, id) => revokeSession(c.var.deps, unit, { customerId: c.req.param('customer') ?? '', id }),
    }),
  )
