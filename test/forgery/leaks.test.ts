import { beforeAll, expect, test } from 'vitest'
import { serve } from '../../dev/serve.ts'
import { tally } from '../proof/tally.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { secrets } from '../world/secrets.ts'
import type { HttpRequest } from './http.ts'
import { probe } from './probe.ts'
import { invoiceWithLinks } from './requests-by-route.ts'

let own: string
let others: string
let another: string

beforeAll(async () => {
  own = (await invoiceWithLinks(kranwerk)).links.good
  another = (await invoiceWithLinks(kranwerk)).links.good
  others = (await invoiceWithLinks(harborPine)).links.good
})

const silent = { 'cache-control': 'no-store' }
const withKey = { authorization: `Bearer ${kranwerk.apiKey}` }
const link = (token: string) => `{"hosted_invoice_url": "${world.app}/i/${token}"}`

type Planted = {
  readonly request?: Partial<HttpRequest>
  readonly body?: string
  readonly headers?: Record<string, string>
}

/** Leaking responses, to a request for the page behind a link unless `request` says otherwise. */
const planted: Readonly<Record<string, () => Planted>> = {
  'an error with the key that signs links': () => ({ body: `cannot sign with ${secrets.linkKey}` }),
  'an error with the key to the provider': () => ({ body: secrets.merchants.acct_kranwerk!.providerKey }),
  'a header with the secret of webhooks': () => ({ headers: { 'x-debug': kranwerk.webhookSecret } }),
  'a refusal that repeats a key in whole': () => ({
    request: { path: '/v1/customers', headers: withKey },
    body: `{"error": {"message": "Invalid API Key provided: ${kranwerk.apiKey}"}}`,
  }),
  'another key': () => ({ body: 'sk_live_51Hq2Vx9Lw4Rt6Nb1Mz8' }),
  'a page with another link': () => ({ body: link(others) }),
  'a PDF with the link of another invoice': () => ({
    body: link(another),
    headers: { 'content-type': 'application/pdf' },
  }),
  'an API response with a link of another account': () => ({
    request: { path: '/v1/invoices', headers: withKey },
    body: link(others),
  }),
  'an API response with a link for a caller without a key': () => ({
    request: { path: '/v1/invoices' },
    body: link(own),
  }),
  'a redirect to another site with the link': () => ({ headers: { location: `https://evil.example/?from=/i/${own}` } }),
  'a cacheable page with a link': () => ({ body: link(own), headers: { 'cache-control': 'public, max-age=60' } }),
  'a cookie': () => ({ headers: { 'set-cookie': 'a=b' } }),
}

const probed = async ({ request = {}, body = '', headers = {} }: Planted) => {
  const server = await serve(async () => new Response(body, { headers: { ...silent, ...headers } }), 0)
  try {
    return await probe({ path: `/i/${own}`, ...request }, server.url)
  } finally {
    await server.stop()
  }
}

for (const [what, plant] of Object.entries(planted))
  test(`a response is rejected for ${what}`, async () => {
    await expect(probed(plant())).rejects.toThrow(/the response 200 leaks /)
  })

test('a response that shows its caller only what is theirs is accepted', async () => {
  const request = { path: '/v1/invoices', headers: withKey }
  await expect(probed({ body: link(own), headers: { location: `/i/${own}?after=inpay_1` } })).resolves.toBeTruthy()
  await expect(probed({ request, body: link(own) })).resolves.toBeTruthy()
  await expect(probe({ ...request, path: '/v1/invoices?limit=3' })).resolves.toMatchObject({ status: 200 })
  await expect(probe({ path: `/i/${own}` })).resolves.toMatchObject({ status: 200 })
  tally('leaks in responses', { planted: Object.keys(planted).length, missed: 0 })
})
