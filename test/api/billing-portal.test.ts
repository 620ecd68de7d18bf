import { createClient } from '@libsql/client/http'
import type Stripe from 'stripe'
import { beforeAll, expect, test } from 'vitest'
import { api, refusalOf } from '../world/api.ts'

const { stripe, send, accountId, url, database } = api()
const { configurations, sessions } = stripe.billingPortal

const history = { invoice_history: { enabled: true } }
const returnUrl = 'https://kranwerk.example/konto'

const defaultOf = (account: string) => account.replace('acct_', 'bpc_')
const defaultId = defaultOf(accountId)

let customer: string
beforeAll(async () => {
  customer = (await stripe.customers.create({ name: 'Anouk Verhoef', email: 'anouk@verhoef.example' })).id
})

const settled = (response: Stripe.Response<unknown>) => ({ ...(response as object), lastResponse: undefined })

test('a configuration is created, retrieved, changed in part and retired', async () => {
  const made = await configurations.create({
    name: 'Werkstatt',
    business_profile: { headline: 'Kräne & mehr', privacy_policy_url: 'https://kranwerk.example/datenschutz' },
    default_return_url: returnUrl,
    features: {
      ...history,
      customer_update: { enabled: true, allowed_updates: ['tax_id', 'email', 'email'] },
      subscription_cancel: { enabled: false },
    },
    metadata: { shop: '7' },
  })
  expect(made).toMatchObject({
    id: expect.stringMatching(/^bpc_/),
    object: 'billing_portal.configuration',
    active: true,
    application: null,
    business_profile: {
      headline: 'Kräne & mehr',
      privacy_policy_url: 'https://kranwerk.example/datenschutz',
      terms_of_service_url: null,
    },
    default_return_url: returnUrl,
    features: {
      automatic_payment: { enabled: false },
      customer_update: { allowed_updates: ['email', 'tax_id'], enabled: true },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: false, payment_method_configuration: null },
      subscription_cancel: { enabled: false },
      subscription_pause: { enabled: false },
      subscription_update: { enabled: false },
    },
    is_default: false,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: { shop: '7' },
    name: 'Werkstatt',
    updated: made.created,
  })
  expect(settled(await configurations.retrieve(made.id))).toEqual(settled(made))
  const changed = await configurations.update(made.id, {
    active: false,
    business_profile: { headline: '' },
    features: { customer_update: { enabled: false } },
  })
  expect(settled(changed)).toEqual({
    ...settled(made),
    active: false,
    business_profile: { ...made.business_profile, headline: null },
    features: { ...made.features, customer_update: { allowed_updates: ['email', 'tax_id'], enabled: false } },
    updated: expect.any(Number),
  })
  const { data } = await stripe.events.list({ types: ['billing_portal.configuration.*'], limit: 2 })
  expect(data.map(({ type }) => type)).toEqual([
    'billing_portal.configuration.updated',
    'billing_portal.configuration.created',
  ])
  expect(data[0]!.data.previous_attributes).toMatchObject({ active: true })
  expect(data[1]!.data.object).toMatchObject({ id: made.id, active: true })
})

test('the configurations of an account are listed newest first, the default one last', async () => {
  const first = await configurations.create({ features: history })
  const second = await configurations.create({ features: history })
  await configurations.update(first.id, { active: false })
  const all = await configurations.list({ limit: 100 })
  const ids = all.data.map(({ id }) => id)
  expect(ids.slice(0, 2)).toEqual([second.id, first.id])
  expect(all.data.at(-1)).toMatchObject({ id: defaultId, is_default: true, active: true })
  expect(all.data.filter(({ is_default: isDefault }) => isDefault)).toHaveLength(1)
  const next = await configurations.list({ limit: 1, starting_after: second.id })
  expect([next.data.map(({ id }) => id), next.has_more]).toEqual([[first.id], true])
  const before = await configurations.list({ limit: 100, ending_before: defaultId })
  expect(before.data.map(({ id }) => id)).toEqual(ids.slice(0, -1))
  const retired = await configurations.list({ active: false, limit: 100 })
  expect(retired.data.map(({ id }) => id)).toContain(first.id)
  expect(retired.data.every(({ active }) => !active)).toBe(true)
  expect((await configurations.list({ is_default: true })).data.map(({ id }) => id)).toEqual([defaultId])
})

test('every account has a default that offers everything, and whose first change begins its history', async () => {
  const other = api(1)
  const before = await other.stripe.billingPortal.configurations.retrieve(defaultOf(other.accountId))
  expect(before).toMatchObject({
    created: Math.floor((await other.account()).createdAt / 1000),
    features: {
      customer_update: { enabled: true, allowed_updates: ['address', 'email', 'name', 'phone', 'shipping', 'tax_id'] },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: true },
    },
    is_default: true,
    login_page: { enabled: true, url: `${url}/p/${other.accountId}/login` },
  })
  const headline = `Harbor ${Date.now()}`
  const changed = await other.stripe.billingPortal.configurations.update(defaultOf(other.accountId), {
    business_profile: { headline },
  })
  expect(settled(changed)).toEqual({
    ...settled(before),
    business_profile: { ...before.business_profile, headline },
    updated: expect.any(Number),
  })
  expect(settled(await other.stripe.billingPortal.configurations.retrieve(defaultOf(other.accountId)))).toEqual(
    settled(changed),
  )
  const { data } = await other.stripe.events.list({ type: 'billing_portal.configuration.updated', limit: 1 })
  expect(data[0]!.data.object).toMatchObject({ id: defaultOf(other.accountId), business_profile: { headline } })
  expect((await configurations.retrieve(defaultId)).business_profile.headline).toBeNull()
})

test.each<[object, string, string]>([
  [{}, 'parameter_missing', 'features'],
  [{ features: { invoice_history: { enabled: 'maybe' } } }, 'parameter_invalid', 'features[invoice_history][enabled]'],
  [
    { features: { customer_update: { allowed_updates: ['name'] } } },
    'parameter_missing',
    'features[customer_update][enabled]',
  ],
  [
    { features: { customer_update: { enabled: true, allowed_updates: ['shoes'] } } },
    'parameter_invalid',
    'features[customer_update][allowed_updates][0]',
  ],
  [
    { features: { subscription_cancel: { enabled: true } } },
    'parameter_invalid',
    'features[subscription_cancel][enabled]',
  ],
  [{ features: history, default_return_url: 'https://evil.example/' }, 'url_invalid', 'default_return_url'],
  [
    { features: history, business_profile: { privacy_policy_url: 'http://kranwerk.example/' } },
    'url_invalid',
    'business_profile[privacy_policy_url]',
  ],
  [
    { features: history, business_profile: { headline: 'x'.repeat(61) } },
    'parameter_invalid',
    'business_profile[headline]',
  ],
  [{ features: history, login_page: { enabled: true } }, 'parameter_invalid', 'login_page[enabled]'],
  [{ features: history, active: false }, 'parameter_unknown', 'active'],
])('a configuration with %o is refused as %s', async (params, code, param) => {
  const refusal = await refusalOf(configurations.create(params as never))
  expect(refusal).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', code, param })
})

test('a default that is to be retired, and a configuration that is unknown or another merchant’s, are refused', async () => {
  expect(await refusalOf(configurations.update(defaultId, { active: false }))).toMatchObject({
    statusCode: 400,
    code: 'parameter_invalid',
    param: 'active',
  })
  const theirs = defaultOf(api(1).accountId)
  for (const call of [
    () => configurations.retrieve('bpc_none'),
    () => configurations.update('bpc_none', { name: 'X' }),
    () => configurations.update(theirs, { name: 'X' }),
  ])
    expect(await refusalOf(call())).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'configuration' })
})

test('a session has Stripe’s fields, and its link opens the portal', async () => {
  const session = await sessions.create({ customer, return_url: returnUrl, locale: 'fr' })
  expect(settled(session)).toEqual({
    id: expect.stringMatching(/^bps_/),
    object: 'billing_portal.session',
    after_expiration: null,
    configuration: defaultId,
    created: expect.any(Number),
    customer,
    customer_account: null,
    flow: null,
    lastResponse: undefined,
    livemode: false,
    locale: 'fr',
    on_behalf_of: null,
    return_url: returnUrl,
    url: expect.stringMatching(new RegExp(`^${url}/p/${accountId}/session/[\\w-]{43}$`)),
  })
  const opened = await fetch(session.url, { redirect: 'manual' })
  expect([opened.status, opened.headers.get('location')]).toEqual([303, `/p/${accountId}`])
  const cookie = opened.headers.get('set-cookie')!.split(';')[0]!
  const page = await (await fetch(new URL(`/p/${accountId}`, url), { headers: { cookie } })).text()
  expect(page).toContain(`href="${returnUrl}"`)
  expect(page).toContain('lang="fr')
})

test('a session has the configuration that it is given, whose way back it takes over', async () => {
  const configuration = await configurations.create({ features: history, default_return_url: returnUrl })
  const session = await sessions.create({
    customer,
    configuration: configuration.id,
    expand: ['configuration'],
  })
  expect(session).toMatchObject({ configuration: { id: configuration.id, features: history }, return_url: returnUrl })
  expect(await sessions.create({ customer, expand: ['configuration'] })).toMatchObject({
    configuration: { id: defaultId, is_default: true },
    return_url: null,
  })
})

test('a flow has Stripe’s shape, and its link leads to its page', async () => {
  const begin = async (flow_data: object) => {
    const session = await sessions.create({ customer, flow_data: flow_data as never })
    const { headers } = await fetch(session.url, { redirect: 'manual' })
    return { flow: session.flow, at: headers.get('location') }
  }
  const rest = {
    subscription_cancel: null,
    subscription_pause: null,
    subscription_update: null,
    subscription_update_confirm: null,
  }
  expect(await begin({ type: 'payment_method_update' })).toEqual({
    flow: {
      ...rest,
      after_completion: { hosted_confirmation: null, redirect: null, type: 'portal_homepage' },
      customer_update: null,
      type: 'payment_method_update',
    },
    at: `/p/${accountId}/methods`,
  })
  const redirect = { return_url: `${returnUrl}?done=1` }
  expect(await begin({ type: 'customer_update', after_completion: { type: 'redirect', redirect } })).toEqual({
    flow: {
      ...rest,
      after_completion: { hosted_confirmation: null, redirect, type: 'redirect' },
      customer_update: {},
      type: 'customer_update',
    },
    at: `/p/${accountId}/details`,
  })
  const confirmation = { custom_message: 'Danke!' }
  const after = { type: 'hosted_confirmation', hosted_confirmation: confirmation }
  expect(await begin({ type: 'invoice_history', after_completion: after })).toMatchObject({
    flow: { after_completion: { hosted_confirmation: confirmation, redirect: null } },
    at: `/p/${accountId}/invoices`,
  })
})

const to = (type: string, more: object = {}) => ({ type: 'customer_update', after_completion: { type, ...more } })

test.each<[object, string, string]>([
  [{ customer: undefined }, 'parameter_missing', 'customer'],
  [{ customer: 'cus_none' }, 'resource_missing', 'customer'],
  [{ configuration: 'bpc_none' }, 'resource_missing', 'configuration'],
  [{ return_url: 'https://evil.example/' }, 'url_invalid', 'return_url'],
  [{ return_url: 'javascript:alert(1)' }, 'url_invalid', 'return_url'],
  [{ locale: 'tlh' }, 'parameter_invalid', 'locale'],
  [{ on_behalf_of: 'acct_other' }, 'parameter_invalid', 'on_behalf_of'],
  [{ flow_data: { after_completion: { type: 'portal_homepage' } } }, 'parameter_missing', 'flow_data[type]'],
  [{ flow_data: { type: 'subscription_cancel' } }, 'parameter_invalid', 'flow_data[type]'],
  [{ flow_data: to('redirect') }, 'parameter_missing', 'flow_data[after_completion][redirect]'],
  [
    { flow_data: to('redirect', { redirect: { return_url: 'https://evil.example/' } }) },
    'url_invalid',
    'flow_data[after_completion][redirect][return_url]',
  ],
  [
    { flow_data: to('portal_homepage', { redirect: { return_url: returnUrl } }) },
    'parameter_invalid',
    'flow_data[after_completion][redirect]',
  ],
  [
    {
      flow_data: to('redirect', { hosted_confirmation: { custom_message: 'x' }, redirect: { return_url: returnUrl } }),
    },
    'parameter_invalid',
    'flow_data[after_completion][hosted_confirmation]',
  ],
  [{ after_expiration: { type: 'customer_login' } }, 'parameter_unknown', 'after_expiration'],
  [{ customer_account: 'acct_1' }, 'parameter_unknown', 'customer_account'],
])('a session with %o is refused as %s', async (params, code, param) => {
  const refusal = await refusalOf(sessions.create({ customer, ...params } as never))
  expect(refusal).toMatchObject({ statusCode: 400, type: 'StripeInvalidRequestError', code, param })
})

test('another merchant’s configuration opens no session', async () => {
  const theirs = await api(1).stripe.billingPortal.configurations.create({ features: history })
  expect(await refusalOf(sessions.create({ customer, configuration: theirs.id }))).toMatchObject({
    statusCode: 400,
    code: 'resource_missing',
    param: 'configuration',
  })
})

test('a configuration that is retired, or does not have the flow’s feature, opens no session', async () => {
  const { id } = await configurations.create({ features: history })
  const flow_data = { type: 'payment_method_update' } as const
  expect(await refusalOf(sessions.create({ customer, configuration: id, flow_data }))).toMatchObject({
    code: 'parameter_invalid',
    param: 'flow_data[type]',
  })
  await configurations.update(id, { active: false })
  expect(await refusalOf(sessions.create({ customer, configuration: id }))).toMatchObject({
    code: 'parameter_invalid',
    param: 'configuration',
  })
})

test('a repeated request gets the same bytes, and neither its link nor that of its cookie is stored', async () => {
  const sql = createClient({ url: database })
  const key = `portal-${Date.now()}`
  const create = () =>
    fetch(new URL('/v1/billing_portal/sessions', url), {
      method: 'POST',
      headers: {
        authorization: `Bearer ${api().key}`,
        'content-type': 'application/x-www-form-urlencoded',
        'idempotency-key': key,
      },
      body: new URLSearchParams({ customer }),
    })
  const first = await (await create()).text()
  const link = (JSON.parse(first) as { url: string }).url
  const secret = link.split('/').at(-1)!
  const stored = async () => {
    const found = await sql.execute({ sql: 'SELECT * FROM idempotency_keys WHERE key = ?', args: [key] })
    return found.rows[0]!
  }
  const again = await create()
  expect(again.headers.get('idempotent-replayed')).toBe('true')
  expect(await again.text()).toBe(first)
  expect(String((await stored()).body)).toContain('/session/')
  expect(JSON.stringify(await stored())).not.toContain(secret)
  // After a crash between commit and response the same link is found, and again not stored.
  await sql.execute({
    sql: 'UPDATE idempotency_keys SET status = NULL, body = NULL, locked_until = 0 WHERE account_id = ? AND key = ?',
    args: [accountId, key],
  })
  expect(await (await create()).text()).toBe(first)
  expect(JSON.stringify(await stored())).not.toContain(secret)
  const { headers } = await fetch(link, { redirect: 'manual' })
  const cookieSecret = headers.get('set-cookie')!.split(';')[0]!.split('=')[1]!
  for (const table of ['portal_sessions', 'idempotency_keys', 'events']) {
    const { rows } = await sql.execute({ sql: `SELECT * FROM ${table} WHERE account_id = ?`, args: [accountId] })
    for (const hidden of [secret, cookieSecret]) expect(JSON.stringify(rows)).not.toContain(hidden)
  }
})

const path = (of: string, rest = '') => `/v1/customers/${of}/portal_sessions${rest}`

test('a customer’s live sessions are listed, and revoking one ends it at once', async () => {
  const { id: of } = await stripe.customers.create({ name: 'Otto Lenz' })
  const [first, second] = [await sessions.create({ customer: of }), await sessions.create({ customer: of })]
  const cookieOf = async ({ url }: { url: string }) =>
    (await fetch(url, { redirect: 'manual' })).headers.get('set-cookie')!.split(';')[0]!
  const statusOf = async (cookie: string) =>
    (await fetch(new URL(`/p/${accountId}`, url), { headers: { cookie }, redirect: 'manual' })).status
  const cookies = [await cookieOf(first), await cookieOf(second)]
  expect(await Promise.all(cookies.map(statusOf))).toEqual([200, 200])
  const { body } = await send(path(of), { method: 'GET' })
  expect(body.data).toMatchObject([
    {
      id: second.id,
      object: 'portal_session',
      customer: of,
      configuration: defaultId,
      revoked_at: null,
      sign_in: 'api',
    },
    { id: first.id },
  ])
  expect(JSON.stringify(body)).not.toContain('/session/')
  const revoked = await send(path(of, `/${first.id}/revoke`))
  expect(revoked.body).toMatchObject({ id: first.id, revoked_at: expect.any(Number) })
  expect(await Promise.all(cookies.map(statusOf))).toEqual([303, 200])
  expect((await send(path(of, `/${first.id}/revoke`))).body).toEqual(revoked.body)
  expect((await send(path(of), { method: 'GET' })).body.data.map(({ id }: { id: string }) => id)).toEqual([second.id])
  const other = await send(path(customer, `/${second.id}/revoke`))
  expect([other.status, other.body.error.param]).toEqual([404, 'portal_session'])
  expect(await Promise.all(cookies.map(statusOf))).toEqual([303, 200])
})

test('all sessions of a customer are revoked at once, and nobody else’s', async () => {
  const { id: of } = await stripe.customers.create({ name: 'Ida Falk' })
  await sessions.create({ customer: of })
  await sessions.create({ customer: of })
  const { id: kept } = await sessions.create({ customer })
  expect((await send(path(of, '/revoke'))).body).toMatchObject({ id: of, object: 'customer' })
  expect((await send(path(of), { method: 'GET' })).body.data).toEqual([])
  const others = await send(path(customer), { method: 'GET' })
  expect(others.body.data.map(({ id }: { id: string }) => id)).toContain(kept)
  for (const call of [send(path('cus_none', '/revoke')), send(path('cus_none'), { method: 'GET' })]) {
    const { status, body } = await call
    expect([status, body.error.code, body.error.message]).toEqual([
      404,
      'resource_missing',
      "No such customer: 'cus_none'",
    ])
  }
})
