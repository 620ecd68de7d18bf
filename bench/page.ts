import { join } from 'node:path'
import { linkKeys } from '../src/crypto/link-keys.ts'
import { signLink } from '../src/crypto/link-token.ts'
import { paths } from '../src/paths.ts'
import { apiOf, draftOf } from './api-client.ts'
import { product } from './bundle.ts'
import { type Compared, compareLoads, type Pace } from './compare-loads.ts'
import { copyId, copyInvoice } from './fill.ts'
import type { Setup } from './setup.ts'

const accountId = 'acct_kranwerk'
const readers = 2000

/** The invoice page among many invoices, compared with a Worker that reads one row and sends the same bytes. */
export async function page(setup: Setup, pace: Pace, invoices: number): Promise<Compared> {
  const { client, secrets } = setup
  const ours = await setup.serve(product)
  const api = apiOf(ours.url, secrets.merchants[accountId]!.apiKey)
  const { id: invoiceId, customer: customerId } = await draftOf(api)
  const { hosted_invoice_url: shown } = await api(`invoices/${invoiceId}/send`)
  await copyInvoice(client, { accountId, invoiceId, customerId }, invoices)
  const { linkId, expiresAt } = await linkOf(setup, invoiceId)
  const opened = await fetch(new URL(new URL(shown).pathname, ours.url))
  if (!opened.ok) throw new Error(`The invoice page answered ${opened.status}.`)
  const pageHtml = await opened.text()
  const bare = await setup.serve(join(import.meta.dirname, 'bare/page.ts'), { ACCOUNT: accountId, PAGE: pageHtml })

  const keys = linkKeys({ current: 'k1', keys: { k1: secrets.linkKey } })
  const seen = Array.from({ length: readers }, (_, i) => 1 + Math.floor((i * invoices) / readers))
  const tokens = await Promise.all(
    seen.map((i) =>
      signLink(keys, { accountId, invoiceId: copyId(invoiceId, i), linkId: copyId(linkId, i) }, expiresAt),
    ),
  )
  const ourPaths = inTurn(tokens.map((token) => ({ path: paths.invoice(token) })))
  const barePaths = inTurn(seen.map((i) => ({ path: `/${copyId(invoiceId, i)}` })))
  return compareLoads(
    { whose: 'ours', url: ours.url, next: ourPaths },
    { whose: 'bare', url: bare.url, next: barePaths },
    pace,
  )
}

async function linkOf({ client }: Setup, invoiceId: string) {
  const { rows } = await client.execute({
    sql: 'SELECT id, expires_at FROM links WHERE account_id = ? AND invoice_id = ? AND recipient IS NOT NULL',
    args: [accountId, invoiceId],
  })
  return { linkId: String(rows[0]!.id), expiresAt: Number(rows[0]!.expires_at) }
}

/** One after the other, and again from the start; neighbours in the list are far apart in the table. */
function inTurn<T>(list: readonly T[]): () => T {
  const stride = 611
  let at = 0
  return () => list[(at++ * stride) % list.length] as T
}
