import { createHash } from 'node:crypto'
import Stripe from 'stripe'
import { createAccount } from '../../ops/create-account.ts'
import { newApiKey } from '../../ops/new-api-key.ts'
import { openDatabase } from '../../src/db/client.ts'
import { type Merchant, world } from '../world/merchant.ts'
import { rows } from '../world/records.ts'

type Known = Pick<Merchant, 'accountId' | 'apiKey' | 'name' | 'currency'> & Partial<Merchant>

/** A merchant's API client for an app at any address. */
export function merchantAt(app: string, known: Known): Merchant {
  const { hostname, port } = new URL(app)
  const client = new Stripe(known.apiKey, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0 })
  return {
    app,
    webhookSecret: '',
    linkKey: '',
    providerAccount: '',
    database: world.database,
    provider: client,
    remit: client,
    ...known,
  }
}

/** A live merchant in the same database as the test merchants. */
export async function liveMerchant(nowMs: number): Promise<Merchant> {
  const name = 'Quai Neuf SARL'
  const wish = { name, country: 'FR', currency: 'eur', 'time-zone': 'Europe/Paris', prefix: 'QUAI', live: true }
  const { accountId, apiKey } = await createAccount(openDatabase(world.database, undefined), wish, nowMs)
  return merchantAt(world.app, { accountId, apiKey, name, currency: 'eur' })
}

const hashOf = (key: string) => createHash('sha256').update(key).digest('hex')

/** Inserts one more key for an account directly into the database, in either mode. */
export async function keyFor(accountId: string, isLive: boolean): Promise<string> {
  const { key, hash } = await newApiKey(isLive)
  const values = [hash, `key_${hash.slice(0, 20)}`, accountId, isLive ? 1 : 0, 1]
  await rows('INSERT INTO api_keys (hash, id, account_id, livemode, created_at) VALUES (?, ?, ?, ?, ?)', ...values)
  return key
}

export const revokeKey = (key: string) => rows('UPDATE api_keys SET revoked_at = 2 WHERE hash = ?', hashOf(key))

/** The account of a valid key; undefined for any other. */
export async function accountOf(key: string): Promise<string | undefined> {
  const sql = 'SELECT account_id AS id FROM api_keys WHERE hash = ? AND revoked_at IS NULL'
  return (await rows<{ id: string }>(sql, hashOf(key)))[0]?.id
}
