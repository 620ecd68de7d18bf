import { createHash } from 'node:crypto'
import { createClient } from '@libsql/client'
import type { Secrets } from '../secrets.ts'
import { merchants } from './merchants.ts'

const hash = (text: string) => createHash('sha256').update(text).digest('hex')

/** Inserts the merchants, their logos and their API keys; idempotent. */
export async function seedAccounts(databaseUrl: string, secrets: Secrets, now: number): Promise<void> {
  const client = createClient({ url: databaseUrl })
  await client.batch(accountRows(secrets, now), 'write')
  client.close()
}

/** The insert statements. */
export const accountRows = (secrets: Secrets, now: number) =>
  merchants.flatMap(({ account, logo }) => {
    const logoHash = hash(logo).slice(0, 24)
    const state = { ...account, branding: { ...account.branding, logo: logoHash } }
    const key = secrets.merchants[account.id]!.apiKey
    return [
      {
        sql: 'INSERT OR IGNORE INTO accounts (id, created_at, state) VALUES (?, ?, ?)',
        args: [account.id, now, JSON.stringify(state)],
      },
      {
        sql: 'INSERT OR IGNORE INTO api_keys (hash, id, account_id, livemode, created_at) VALUES (?, ?, ?, ?, ?)',
        args: [hash(key), `key_${account.id.slice(5)}`, account.id, 0, now],
      },
      {
        sql: 'INSERT OR IGNORE INTO files (account_id, hash, type, body) VALUES (?, ?, ?, ?)',
        args: [account.id, logoHash, 'image/svg+xml', Buffer.from(logo).toString('base64')],
      },
    ]
  })
