import { Hono } from 'hono'
import { fileNameOf } from '../../core/documents/file-name.ts'
import { attachment } from '../../http/attachment.ts'
import type { Env } from '../../http/env.ts'
import { page } from '../../http/pages.tsx'
import { streamedArchive } from '../../storage/archive.ts'
import { DataPage } from '../../views/portal/data-page.tsx'
import { dataFiles } from './data-files.ts'
import { asSignedIn, unitOf } from './visit.ts'

/** What is held about whoever is signed in. No configuration switches it off: everybody has a right to it. */
export const portalData = new Hono<Env>()
  .get('/:account/data', (c) =>
    asSignedIn(c, (props, { customer }) => page(c, <DataPage {...props} customer={customer} />)),
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
