import { createClient } from '@libsql/client/http'
import { retryWhileBusy } from './retry-while-busy.ts'

type Bindings = { readonly DATABASE_URL: string; readonly ACCOUNT: string }

/** The minimum for a webhook: nothing is verified, one row is inserted. */
export default {
  async fetch(request: Request, env: Bindings) {
    if (request.method !== 'POST') return new Response(null, { status: 405 })
    const text = await request.text()
    const { id, type } = JSON.parse(text) as { id: string; type: string }
    const client = createClient({ url: env.DATABASE_URL, intMode: 'number' })
    await retryWhileBusy(() => client.execute({ sql: insert, args: [env.ACCOUNT, id, type, text, Date.now()] }))
    return Response.json({ received: true })
  },
}

const insert = `insert into provider_events (account_id, provider, id, type, payload, received_at, visible_at)
  values (?, 'stripe', ?, ?, ?, ?, null) on conflict do nothing returning id`
