import { createClient } from '@libsql/client/http'
import { retryWhileBusy } from './retry-while-busy.ts'

type Bindings = {
  readonly DATABASE_URL: string
  readonly ACCOUNT: string
  readonly INVOICE: string
  /** The number of reads before the response, and after the write; then of reads and writes after the response. */
  readonly READS_BEFORE: string
  readonly READS_AFTER: string
  readonly READS_LATER: string
  readonly WRITES_LATER: string
  /** The bytes to write, as many as Remit writes, and the response. */
  readonly WRITTEN: string
  readonly ANSWER: string
}

type Context = { waitUntil(work: Promise<unknown>): void }

/** The minimum for a change: as many round trips as finalizing and sending, without any logic. */
export default {
  async fetch(request: Request, env: Bindings, context: Context) {
    if (request.method !== 'POST') return new Response(null, { status: 405 })
    const client = createClient({ url: env.DATABASE_URL, intMode: 'number' })
    const read = () =>
      client.execute({
        sql: 'select state from invoices where account_id = ? and id = ?',
        args: [env.ACCOUNT, env.INVOICE],
      })
    const write = (data: string) =>
      client.batch([{ sql: insert, args: [crypto.randomUUID(), data, Date.now()] }], 'write')
    for (let reads = 0; reads < Number(env.READS_BEFORE); reads++) await retryWhileBusy(read)
    await retryWhileBusy(() => write(env.WRITTEN))
    for (let reads = 0; reads < Number(env.READS_AFTER); reads++) await retryWhileBusy(read)
    const later = async () => {
      for (let reads = 0; reads < Number(env.READS_LATER); reads++) await retryWhileBusy(read)
      for (let writes = 0; writes < Number(env.WRITES_LATER); writes++) await retryWhileBusy(() => write('{}'))
    }
    context.waitUntil(later())
    return new Response(env.ANSWER, { headers: { 'content-type': 'application/json' } })
  },
}

const insert = `insert into events (account_id, id, object_kind, object_id, seq, type, data, at, actor)
  select 'acct_bare', ?1, 'invoice', ?1, 1, 'bare', ?2, ?3, 'bare'`
