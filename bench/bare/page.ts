import { createClient } from '@libsql/client/http'
import { retryWhileBusy } from './retry-while-busy.ts'

type Bindings = { readonly DATABASE_URL: string; readonly ACCOUNT: string; readonly PAGE: string }

/** The minimum for a page: one row is read by its key, and constant bytes are sent. */
export default {
  async fetch(request: Request, env: Bindings) {
    const client = createClient({ url: env.DATABASE_URL, intMode: 'number' })
    const args = [env.ACCOUNT, new URL(request.url).pathname.slice(1)]
    const found = await retryWhileBusy(() =>
      client.execute({ sql: 'select state from invoices where account_id = ? and id = ?', args }),
    )
    if (found.rows.length === 0) return new Response('There is no such invoice.', { status: 404 })
    return new Response(env.PAGE, { headers: { 'content-type': 'text/html; charset=UTF-8' } })
  },
}
