import { beforeAll, expect, test } from 'vitest'
import { serve } from '../../dev/serve.ts'
import { tally } from '../proof/tally.ts'
import { harborPine, kranwerk, world } from '../world/merchant.ts'
import { secrets } from '../world/secrets.ts'
import { type Asked, ask } from './ask.ts'
import { linked } from './asks.ts'

let own: string
let others: string

beforeAll(async () => {
  own = (await linked(kranwerk)).links.good
  others = (await linked(harborPine)).links.good
})

const silent = { 'cache-control': 'no-store' }
const withKey = { authorization: `Bearer ${kranwerk.apiKey}` }
const link = (token: string) => `{"hosted_invoice_url": "${world.app}/i/${token}"}`

type Planted = { readonly asked?: Partial<Asked>; readonly body?: string; readonly headers?: Record<string, string> }

/** What a careless server could say, asked for the page behind a link unless said otherwise. */
const planted: Readonly<Record<string, () => Planted>> = {
  'an error with the key that signs links': () => ({ body: `cannot sign with ${secrets.linkKey}` }),
  'an error with the key to the provider': () => ({ body: secrets.merchants.acct_kranwerk!.providerKey }),
  'a header with the secret of webhooks': () => ({ headers: { 'x-debug': kranwerk.webhookSecret } }),
  'a refusal that repeats a key in whole': () => ({
    asked: { path: '/v1/customers', headers: withKey },
    body: `{"error": {"message": "Invalid API Key provided: ${kranwerk.apiKey}"}}`,
  }),
  "somebody's key": () => ({ body: 'sk_live_51Hq2Vx9Lw4Rt6Nb1Mz8' }),
  'a page with another link': () => ({ body: link(others) }),
  'an answer of the API with a link of another account': () => ({
    asked: { path: '/v1/invoices', headers: withKey },
    body: link(others),
  }),
  'an answer of the API with a link for nobody': () => ({ asked: { path: '/v1/invoices' }, body: link(own) }),
  'a way to another page with the link': () => ({ headers: { location: `https://evil.example/?from=/i/${own}` } }),
  'a page for every cache': () => ({ body: link(own), headers: { 'cache-control': 'public, max-age=60' } }),
  'a cookie': () => ({ headers: { 'set-cookie': 'a=b' } }),
}

const answered = async ({ asked = {}, body = '', headers = {} }: Planted) => {
  const server = await serve(async () => new Response(body, { headers: { ...silent, ...headers } }), 0)
  try {
    return await ask({ path: `/i/${own}`, ...asked }, server.url)
  } finally {
    await server.stop()
  }
}

for (const [what, plant] of Object.entries(planted))
  test(`whoever asks hears of ${what}`, async () => {
    await expect(answered(plant())).rejects.toThrow(/the answer 200 tells /)
  })

test('what is said to whom it belongs is let be', async () => {
  const asked = { path: '/v1/invoices', headers: withKey }
  await expect(answered({ body: link(own), headers: { location: `/i/${own}?after=inpay_1` } })).resolves.toBeTruthy()
  await expect(answered({ asked, body: link(own) })).resolves.toBeTruthy()
  await expect(ask({ ...asked, path: '/v1/invoices?limit=3' })).resolves.toMatchObject({ status: 200 })
  await expect(ask({ path: `/i/${own}` })).resolves.toMatchObject({ status: 200 })
  tally('answers that tell too much', { planted: Object.keys(planted).length, missed: 0 })
})
