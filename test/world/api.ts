import { createClient } from '@libsql/client/http'
import Stripe from 'stripe'
import type { Account } from '../../src/core/accounts/account.ts'
import { world } from './assigned.ts'

/** A merchant's API access in the world that this file runs in: Stripe's client, and the parts of a raw request. */
export function api(merchant = 0) {
  const { app, database, accounts } = world
  const { accountId, apiKey: key } = accounts[merchant]!
  const { hostname, port, protocol } = new URL(app)
  const stripe = new Stripe(key, {
    host: hostname,
    port,
    protocol: protocol === 'https:' ? 'https' : 'http',
    maxNetworkRetries: 0,
  })
  /** The merchant's settings as stored in the database. */
  const account = async (): Promise<Account> => {
    const sql = 'SELECT state FROM accounts WHERE id = ?'
    const { rows } = await createClient({ url: database }).execute({ sql, args: [accountId] })
    return JSON.parse(String(rows[0]!.state))
  }
  return { stripe, url: app, database, key, accountId, account, send: sender(app, key) }
}

/** A JSON body of any shape; the test knows which. */
// biome-ignore lint/suspicious/noExplicitAny: the test states the shape that it expects
type Json = any

export type Sent = { readonly status: number; readonly headers: Headers; readonly body: Json }

type Bare = {
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: BodyInit
  /** Required with a body that is a stream. */
  readonly duplex?: 'half'
}

/** A raw request that no client would make. The response's body must be JSON. */
const sender =
  (app: string, key: string) =>
  async (path: string, { method = 'POST', headers = {}, body, ...more }: Bare = {}): Promise<Sent> => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await fetch(new URL(path, app), {
      method,
      headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : form), ...headers },
      ...(body === undefined ? {} : { body }),
      ...more,
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) }
  }

/** The error of a call that must be refused. */
export async function refusalOf(call: Promise<unknown>): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await call
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error
    throw error
  }
  throw new Error('The call was not refused.')
}
