import { Hono } from 'hono'
import { requestErasure, withdrawErasureRequest } from '../../actions/customers/request-erasure.ts'
import { erasureRequestedAt } from '../../core/customers/erasure-request.ts'
import { fileNameOf } from '../../core/documents/file-name.ts'
import { attachment } from '../../http/attachment.ts'
import type { Env } from '../../http/env.ts'
import { fieldsOf } from '../../http/forms/fields.ts'
import { page, problemPage } from '../../http/pages.tsx'
import { sameOrigin } from '../../http/same-origin.ts'
import { paths } from '../../paths.ts'
import { streamedArchive } from '../../storage/archive.ts'
import { DataPage, erasureNotices } from '../../views/portal/data-page.tsx'
import { dataFiles } from './data-files.ts'
import { asSignedIn, unitOf } from './visit.ts'

/** What is held about whoever is signed in. No configuration switches it off: everybody has a right to it. */
export const portalData = new Hono<Env>()
  .get('/:account/data', (c) =>
    asSignedIn(c, (props, { customer }) => {
      const notice = erasureNotices.find((one) => one === c.req.query('after')) ?? null
      return page(c, <DataPage {...props} requestedAt={erasureRequestedAt(customer)} notice={notice} />)
    }),
  )

  .post('/:account/erasure-request', sameOrigin, async (c) => {
    const { confirmed } = await fieldsOf(c.req.raw)
    return asSignedIn(c, async (props, visit) => {
      const { customer } = visit
      if (confirmed !== 'yes') {
        const requestedAt = erasureRequestedAt(customer)
        return page(c, <DataPage {...props} requestedAt={requestedAt} notice="unconfirmed" />, 400)
      }
      const asked = await requestErasure(c.var.deps, unitOf(c, visit), { customerId: customer.id })
      if (asked.ok) return c.redirect(`${paths.portalData(customer.accountId)}?after=asked`, 303)
      return problemPage(c, asked.refusal.code === 'rate_limit' ? 429 : 404)
    })
  })

  .post('/:account/erasure-request/withdrawal', sameOrigin, (c) =>
    asSignedIn(c, async (_, visit) => {
      const { accountId, id: customerId } = visit.customer
      const done = await withdrawErasureRequest(c.var.deps, unitOf(c, visit), { customerId })
      return done.ok ? c.redirect(`${paths.portalData(accountId)}?after=withdrawn`, 303) : problemPage(c, 404)
    }),
  )

  .get('/:account/data.zip', (c) =>
    asSignedIn(c, ({ account, reader, i18n, nowMs }, visit) => {
      attachment(
        c,
        'application/zip',
        fileNameOf({ seller: account }, [i18n.words.places.data, i18n.today(nowMs)], 'zip'),
      )
      return c.body(streamedArchive(dataFiles(c.var.deps, unitOf(c, visit), visit, reader)))
    }),
  )
