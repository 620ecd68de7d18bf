import { Hono } from 'hono'
import { revokeLink } from '../../../actions/links/revoke-link.ts'
import { invoicesOf } from '../../../db/repositories/invoices.ts'
import { linksOf } from '../../../db/repositories/links.ts'
import type { ApiContext, ApiEnv } from './context.ts'
import { listing, missingObject, type Resource, writing } from './endpoint.ts'
import { linkObject } from './objects/link.ts'
import { pageWithin } from './page-within.ts'

const allOf = ({ req, var: { deps, account } }: ApiContext) => linksOf(deps.db, account.id, req.param('invoice') ?? '')

const resource: Resource = {
  object: 'invoice_link',
  noun: 'invoice link',
  show: async (c, id, context) => {
    const link = (await allOf(c)).find((one) => one.id === id)
    return link ? linkObject(context, link) : null
  },
}

const ofInvoice = { object: 'invoice', noun: 'invoice' }

/** The links to an invoice's page, one per recipient, each revocable. An addition to Stripe's API. */
export const invoiceLinks = new Hono<ApiEnv>()
  .get(
    '/',
    listing(resource, {
      params: {},
      find: async (c, _, page) => {
        const id = c.req.param('invoice') ?? ''
        const links = await allOf(c)
        const isThere = links.length > 0 || (await invoicesOf(c.var.deps.db, c.var.account.id).find(id)) !== null
        return isThere ? pageWithin(links, page) : { ok: false, refusal: missingObject(ofInvoice, id) }
      },
      showAll: (_, found, context) => Promise.all(found.map((link) => linkObject(context, link))),
    }),
  )
  .post(
    '/:id/revoke',
    writing(resource, {
      params: {},
      act: (c, unit, linkId) => revokeLink(c.var.deps, unit, { invoiceId: c.req.param('invoice') ?? '', linkId }),
    }),
  )
