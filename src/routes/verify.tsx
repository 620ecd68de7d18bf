import { type Context, Hono } from 'hono'
import { verifyDocument } from '../actions/documents/verify-document.ts'
import type { Env } from '../http/env.ts'
import { page, pageProps } from '../http/pages.tsx'
import { isOneTooMany, tooManyPage } from '../http/rate-limit.ts'
import { strangerOf } from '../views/reader.ts'
import { GenuinePage } from '../views/verify/genuine-page.tsx'
import { UnknownCodePage, VerifyPage } from '../views/verify/verify-page.tsx'

/** Where anybody with the code of a document sees whether it is genuine. */
export const verify = new Hono<Env>()
  .get('/', (c) => {
    const code = c.req.query('code')
    return code === undefined ? page(c, <VerifyPage {...pageProps(c)} />) : respond(c, code)
  })
  .get('/:code', (c) => respond(c, c.req.param('code')))

async function respond(c: Context<Env>, code: string) {
  if (await isOneTooMany(c, c.var.deps.rateLimits.verify)) return tooManyPage(c)
  const verified = await verifyDocument(c.var.deps, code)
  if (!verified) return page(c, <UnknownCodePage {...pageProps(c)} />, 404)
  const { nonce, assets } = pageProps(c)
  const reader = strangerOf(verified.invoice, verified.account, c.req.header('accept-language') ?? null)
  return page(c, <GenuinePage {...verified} reader={reader} nonce={nonce} assets={assets} />)
}
