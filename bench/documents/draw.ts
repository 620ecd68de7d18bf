import { serverClock } from '../../src/db/clock.ts'
import { makeDeps } from '../../src/deps.ts'
import { type Bindings, readSettings } from '../../src/env.ts'
import { emptyDirectoryCache } from '../../src/runtime.ts'
import { kranwerk } from '../../test/world/cast.ts'
import { askedIn, toDraw, verification } from './invoices.ts'

const directoryCache = emptyDirectoryCache()

/** Draws invoices as the product does, with its own dependencies, and responds with the last one. */
export default {
  async fetch({ url }, env) {
    const runtime = { now: Date.now, databaseClock: serverClock, providerUrl: null, directoryCache }
    const { drawPdf, loadFont } = makeDeps(readSettings(env), runtime)
    let last = new Uint8Array()
    for (const { printed, i18n, createdAt } of toDraw(askedIn(url))) {
      const print = {
        branding: kranwerk.branding,
        logo: null,
        pageSize: 'a4',
        verification,
        createdAt,
        loadFont,
      } as const
      last = await drawPdf(printed, i18n, print)
    }
    return new Response(last)
  },
} satisfies ExportedHandler<Bindings>
