import { expect } from 'vitest'
import { bill, newCustomer } from '../world/billing.ts'
import { checkoutFor, fromOurPage, pathOf, post, type Reply, send } from '../world/form.ts'
import { linkIn, mailsTo, mailTo } from '../world/mails.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { truthOf } from '../world/provider.ts'
import { historyOf } from '../world/records.ts'
import { story } from '../world/story.ts'
import { settled } from '../world/time.ts'

const sessionsFor = async (invoiceId: string) =>
  (await truthOf(kranwerk)).sessions.filter(({ metadata }) => metadata.remit_invoice === invoiceId)

const typesIn = async (invoiceId: string) => (await historyOf(invoiceId)).map(({ type }) => type)

/** Everything by which two responses could be distinguished, without the nonce and the link itself. */
const seen = ({ status, body, headers }: Reply, path: string) => ({
  status,
  type: headers['content-type'],
  body: body.replaceAll(path.slice('/i/'.length), 'TOKEN').replaceAll(/nonce="[^"]*"/g, 'nonce'),
})

const pages = {
  'GET /nothing': 404,
  'GET /i': 404,
  'GET /i/': 404,
  'GET /i/a/b/c/d': 404,
  'POST /nothing': 404,
  'DELETE /nothing': 404,
  'GET /%E0%A4%A': 404,
  'GET /i/%00': 404,
  'GET /i/%E0%A4%A': 404,
  'GET /logos/acct_kranwerk/nothing': 404,
  "GET /logos/acct'--/nothing": 404,
  'GET /.git/config': 404,
  'GET /_sandbox/clock': 404,
  'POST /': 405,
  'PUT /i/token': 405,
  'DELETE /i/token': 405,
  'GET /i/token/payments': 405,
  'GET /i/token/views': 405,
  'POST /i/token/payments/inpay_1/return': 405,
  'GET /hooks/stripe/acct_kranwerk': 405,
} as const

story('an unknown path or method gets an error page that reveals nothing', async () => {
  for (const [requestLine, status] of Object.entries(pages)) {
    const [method = '', path = ''] = requestLine.split(' ')
    const reply = await send(path, { method })
    expect(reply.status, requestLine).toBe(status)
    expect(reply.headers['content-type'], requestLine).toMatch(/^text\/html/)
    expect(reply.headers['content-security-policy'], requestLine).toContain("frame-ancestors 'none'")
    expect(reply.body, requestLine).not.toMatch(/error:|stack|at \w+ \(|sqlite|libsql|drizzle|workerd|hono/i)
    if (status === 405) expect(reply.headers.allow, requestLine).toMatch(/^[A-Z, ]+$/)
  }
})

story('an unknown API path gets a JSON error', async () => {
  const reply = await send('/v1/nothing', { headers: { authorization: `Bearer ${kranwerk.apiKey}` } })
  expect(reply.status).toBe(404)
  expect(JSON.parse(reply.body)).toMatchObject({ error: { type: 'invalid_request_error' } })
})

const forms: Readonly<Record<string, { body: string; status: number; headers?: Record<string, string> }>> = {
  'nothing at all': { body: '', status: 400 },
  'no amount': { body: 'method=checkout', status: 400 },
  'no method': { body: 'amount=119000', status: 400 },
  'an empty amount': { body: 'method=checkout&amount=', status: 400 },
  'a negative amount': { body: 'method=checkout&amount=-119000', status: 400 },
  'an amount with a point': { body: 'method=checkout&amount=1190.00', status: 400 },
  'an amount in hexadecimal': { body: 'method=checkout&amount=0x1D0D8', status: 400 },
  'an amount with an exponent': { body: 'method=checkout&amount=119e3', status: 400 },
  'an amount in Arabic digits': { body: `method=checkout&amount=${encodeURIComponent('١١٩٠٠٠')}`, status: 400 },
  'an amount that no invoice can have': { body: `method=checkout&amount=${'9'.repeat(40)}`, status: 400 },
  'another amount than is due': { body: 'method=checkout&amount=1', status: 409 },
  'the largest amount that can be typed': { body: 'method=checkout&amount=999999999999999', status: 409 },
  'an unknown field': { body: 'method=checkout&amount=119000&status=paid', status: 400 },
  'a field twice': { body: 'method=checkout&amount=119000&amount=1', status: 400 },
  'a field as a list': { body: 'method=checkout&amount[]=119000', status: 400 },
  'a field named after a prototype': { body: 'method=checkout&amount=119000&__proto__[x]=1', status: 400 },
  'broken percent-encoding': { body: 'method=%E0%A4%A&amount=119000', status: 400 },
  'a method of another customer': { body: 'method=pm_1234567890&amount=119000', status: 409 },
  'a method that is no id': { body: "method=' OR 1=1&amount=119000", status: 400 },
  'a consent that is none': { body: 'method=checkout&amount=119000&keep=perhaps', status: 400 },
  'more than anybody needs': { body: `method=checkout&amount=119000&x=${'x'.repeat(300_000)}`, status: 413 },
  'JSON that is not an object': { body: '[]', status: 400, headers: { 'content-type': 'application/json' } },
  'a file': {
    body: '--x\r\ncontent-disposition: form-data; name="amount"\r\n\r\n119000\r\n--x--\r\n',
    status: 400,
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  },
}

story('a manipulated form is refused with advice and starts no payment', async () => {
  const invoice = await bill(await newCustomer())
  await settled()
  const before = await typesIn(invoice.id)
  for (const [what, { body, status, headers }] of Object.entries(forms)) {
    const reply = await send(`${pathOf(invoice)}/payments`, {
      method: 'POST',
      body,
      headers: { ...fromOurPage, ...headers },
    })
    expect(reply.status, what).toBe(status)
    expect(reply.body, what).toContain('Nothing was charged')
    expect(reply.body, what).toContain('Pay €1,190.00')
  }
  expect(await typesIn(invoice.id)).toEqual(before)
  expect(await sessionsFor(invoice.id)).toEqual([])
})

story('the same form sent again, and eight times at once, leads to the open checkout', async () => {
  const invoice = await bill(await newCustomer())
  const path = `${pathOf(invoice)}/payments`
  const first = await post(path, checkoutFor(119_000))
  const again = await post(path, checkoutFor(119_000))
  expect(first.status).toBe(303)
  expect(again.headers.location).toBe(first.headers.location)
  const storm = await Promise.all(Array.from({ length: 8 }, () => post(path, checkoutFor(119_000))))
  expect(new Set(storm.map(({ headers }) => headers.location))).toEqual(new Set([first.headers.location]))
  expect(await sessionsFor(invoice.id)).toHaveLength(1)
})

story('eight first forms at once open one checkout', async () => {
  const invoice = await bill(await newCustomer())
  const storm = await Promise.all(
    Array.from({ length: 8 }, () => post(`${pathOf(invoice)}/payments`, checkoutFor(119_000))),
  )
  const places = new Set(storm.flatMap(({ status, headers }) => (status === 303 ? [headers.location] : [])))
  expect([...places].filter((place) => place?.startsWith(world.sandbox))).toHaveLength(1)
  expect(storm.every(({ status }) => status === 303 || status === 409)).toBe(true)
  expect(await sessionsFor(invoice.id)).toHaveLength(1)
})

story(
  'invalid links get one of three refusals, by their shape alone, and requests for a fresh one are answered alike',
  async () => {
    const jonas = await newCustomer()
    const invoice = await bill(jonas)
    const foreign = await bill(await newCustomer({}, harborPine), {}, harborPine)
    await settled()
    const path = pathOf(invoice)
    const [head = '', payload = '', signature = ''] = path.slice('/i/'.length).split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>
    const packed = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const [, foreignPayload = ''] = pathOf(foreign).split('.')
    const tampered = {
      'another signature': `${head}.${payload}.${signature.slice(0, -4)}AAAA`,
      'no signature': `${head}.${payload}.`,
      'no algorithm': `${packed({ alg: 'none', kid: 'k1' })}.${payload}.`,
      'another key': `${packed({ alg: 'HS256', kid: 'k2' })}.${payload}.${signature}`,
      "another invoice's claims": `${head}.${foreignPayload}.${signature}`,
      'a longer life': `${head}.${packed({ ...claims, exp: 9_999_999_999 })}.${signature}`,
      'another encoding of the last character': `${head}.${payload}.${signature.slice(0, -1)}${signature.endsWith('B') ? 'C' : 'B'}`,
      'half of it': path.slice('/i/'.length, 60),
      'an id': invoice.id,
      'an id of no invoice': 'in_none',
      'nothing that we ever made': 'a.b.c',
    }
    const before = await mailsTo(jonas.email)
    const withoutEnd = new Set(['no signature', 'no algorithm', 'half of it'])
    const looks = { unknown: new Set<string>(), incomplete: new Set<string>(), id: new Set<string>() }
    const answers = new Set<string>()
    for (const [what, token] of Object.entries(tampered)) {
      const reply = await send(`/i/${token}`)
      expect(reply.status, what).toBe(404)
      const shape = withoutEnd.has(what) ? 'incomplete' : token.startsWith('in_') ? 'id' : 'unknown'
      looks[shape].add(JSON.stringify(seen(reply, `/i/${token}`)))
      answers.add(JSON.stringify(seen(await post(`/i/${token}`), `/i/${token}`)))
      expect((await post(`/i/${token}/payments`, checkoutFor(119_000))).status, what).toBe(303)
      expect((await post(`/i/${token}/views`)).status, what).toBe(204)
    }
    expect(Object.values(looks).map(({ size }) => size)).toEqual([1, 1, 1])
    expect(new Set(Object.values(looks).flatMap((seen) => [...seen])).size).toBe(3)
    expect(answers.size).toBe(1)
    await settled()
    expect(await mailsTo(jonas.email)).toHaveLength(before.length)
    expect(await sessionsFor(invoice.id)).toEqual([])
    answers.add(JSON.stringify(seen(await post(path), path)))
    expect(answers.size).toBe(1)
  },
)

story('host names in request headers reach neither a mail nor a redirect nor the provider', async () => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  const headers = {
    ...fromOurPage,
    host: 'evil.example',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    forwarded: 'host=evil.example',
    'x-original-url': 'https://evil.example/',
  }
  const begun = await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000), headers)
  expect(begun.headers.location).toMatch(new RegExp(`^${world.sandbox}/c/pay/`))
  const [session] = await sessionsFor(invoice.id)
  const kept = await kranwerk.provider.checkout.sessions.retrieve(session!.id)
  expect(kept.success_url).toMatch(new RegExp(`^${world.app}/i/`))
  expect(kept.cancel_url).toMatch(new RegExp(`^${world.app}/i/`))
  await post(pathOf(invoice), {}, headers)
  const mail = await mailTo(jonas.email, /^Your fresh link/)
  expect(linkIn(mail)).toMatch(new RegExp(`^${world.app}/i/`))
  expect(JSON.stringify(mail)).not.toContain('evil.example')
  const page = await send(pathOf(invoice), { headers })
  expect(page.body + JSON.stringify(page.headers)).not.toContain('evil.example')
  const back = await send(`${pathOf(invoice)}/payments/inpay_none/return`, { headers })
  expect(back.headers.location).toBe(pathOf(invoice))
})

const form = { 'content-type': 'application/x-www-form-urlencoded' }

/** Headers of a form that another site's page sends, and of one that no browser sends. */
const foreignHeaders: Readonly<Record<string, Record<string, string>>> = {
  'another site': { ...form, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  'another site that hides': { ...form, 'sec-fetch-site': 'cross-site', origin: 'null' },
  'a neighbouring site': { ...form, 'sec-fetch-site': 'same-site', origin: 'https://shop.remit.example' },
  'an old browser on another site': { ...form, origin: 'https://evil.example' },
  'an old browser that hides where it is': { ...form, origin: 'null' },
  'a program that says nothing': form,
  'a page of ours that only looks like one': { ...form, origin: `${world.app}.evil.example` },
}

story('a form that is not same-origin changes nothing', async () => {
  const jonas = await newCustomer()
  const invoice = await bill(jonas)
  await settled()
  const before = await typesIn(invoice.id)
  const mails = await mailsTo(jonas.email)
  for (const [who, headers] of Object.entries(foreignHeaders)) {
    for (const path of ['', '/payments', '/views']) {
      const reply = await post(`${pathOf(invoice)}${path}`, checkoutFor(119_000), headers)
      expect(reply.status, `${who}: ${path}`).toBe(403)
    }
  }
  await settled()
  expect(await typesIn(invoice.id)).toEqual(before)
  expect(await sessionsFor(invoice.id)).toEqual([])
  expect(await mailsTo(jonas.email)).toHaveLength(mails.length)
})

story('an old browser that sends only an Origin header can pay', async () => {
  const invoice = await bill(await newCustomer())
  const reply = await post(`${pathOf(invoice)}/payments`, checkoutFor(119_000), { ...form, origin: world.app })
  expect(reply.status).toBe(303)
})
