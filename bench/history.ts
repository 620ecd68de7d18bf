import { openDatabase } from '../src/db/client.ts'
import { commit } from '../src/db/commit.ts'
import { invoicesOf } from '../src/db/repositories/invoices.ts'
import { apiOf, draftOf } from './api-client.ts'
import { product } from './bundle.ts'
import { stampAt } from './commits.ts'
import type { Setup } from './setup.ts'

const accountId = 'acct_kranwerk'
const pageSize = 100
const requests = 5

/**
 * The bytes of a draft's history and row after its lines were added one by one, and the time of a page of its events.
 */
export type Kept = {
  readonly lines: number
  readonly eventBytes: number
  readonly rowBytes: number
  readonly pageMs: number
}

/** Adds lines to drafts through the product's commits, above the API's limit, and measures what is stored. */
export async function history(setup: Setup, counts: readonly number[]): Promise<Kept[]> {
  const served = await setup.serve(product)
  try {
    const { apiKey } = setup.secrets.merchants[accountId]!
    const db = openDatabase(setup.databaseUrl, undefined)
    const invoices = invoicesOf(db, accountId)
    const found: Kept[] = []
    for (const lines of counts) {
      const { id } = await draftOf(apiOf(served.url, apiKey))
      let draft = await invoices.find(id)
      if (!draft) throw new Error('The draft is not there.')
      const [pattern] = draft.lines
      for (let i = draft.lines.length; i < lines; i++) {
        const line = { ...pattern!, id: `il_bench_${i}`, itemId: `ii_bench_${i}`, unitAmount: String(100 + i) }
        const at = Date.now()
        const { change, after } = invoices.change(draft, [{ type: 'invoice.line_added', line }], at)
        await commit(db, stampAt(at), [change])
        draft = after!
      }
      const { rows } = await setup.client.execute({
        sql: `SELECT (SELECT sum(length(data)) FROM events WHERE object_id = :id) AS eventBytes,
                (SELECT length(state) FROM invoices WHERE id = :id) AS rowBytes`,
        args: { id },
      })
      const { eventBytes, rowBytes } = rows[0] as unknown as Pick<Kept, 'eventBytes' | 'rowBytes'>
      found.push({ lines, eventBytes, rowBytes, pageMs: await pageMs(`${served.url}/v1/events`, apiKey, id) })
    }
    return found
  } finally {
    await served.stop()
  }
}

/** The newest events, all of this draft; the median of some tries. */
async function pageMs(url: string, apiKey: string, invoiceId: string): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < requests; i++) {
    const began = performance.now()
    const answer = await fetch(`${url}?type=invoice.updated&limit=${pageSize}`, {
      headers: { authorization: `Bearer ${apiKey}` },
    })
    const { data } = (await answer.json()) as { data: { data: { object: { id: string } } }[] }
    times.push(performance.now() - began)
    if (!answer.ok) throw new Error(`The feed answered ${answer.status}.`)
    if (data[0]?.data.object.id !== invoiceId) throw new Error('The newest events are not of this draft.')
  }
  return times.sort((a, b) => a - b)[Math.floor(requests / 2)]!
}
