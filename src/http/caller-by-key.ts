import { type Caller, scopesOf, wholeAccount } from '../core/access/caller.ts'
import type { Account } from '../core/accounts/account.ts'
import { ok, type Result, refuse } from '../core/result.ts'
import { hashApiKey, looksLikeApiKey } from '../crypto/api-key.ts'
import type { Directory } from '../db/directory.ts'
import { findApiKey } from '../db/repositories/api-keys.ts'

/**
 * The caller of a secret key, sent as Bearer token or Basic user name. Refuses `api_key_missing`, `api_key_invalid`,
 * `livemode_mismatch` and `account_mismatch`.
 */
export async function callerByKey(
  directory: Directory,
  headers: Headers,
): Promise<Result<{ caller: Caller; account: Account }>> {
  const key = keyIn(headers.get('authorization') ?? '')
  if (key === '') return refuse('api_key_missing')
  const invalid = refuse('api_key_invalid', { values: { key: redacted(key) } })
  if (!looksLikeApiKey(key)) return invalid
  const hash = await hashApiKey(key)
  const db = await directory.ofKey(hash)
  const found = db && (await findApiKey(db, hash))
  if (!found || found.revokedAt !== null) return invalid
  const { id, livemode, account } = found
  if (livemode !== account.livemode || livemode !== key.startsWith('sk_live_')) return refuse('livemode_mismatch')
  const named = headers.get('stripe-account')
  if (named !== null && named !== account.id) return refuse('account_mismatch')
  const actor = { kind: 'api_key', id } as const
  return ok({
    caller: { accountId: account.id, actor, scopes: scopesOf.api_key, reach: wholeAccount },
    account,
  })
}

function keyIn(authorization: string): string {
  const [, scheme = '', credentials = ''] = /^(bearer|basic) +([\w.~+/=-]{1,400})$/i.exec(authorization.trim()) ?? []
  return scheme.toLowerCase() === 'basic' ? userName(credentials) : credentials
}

function userName(credentials: string): string {
  try {
    return atob(credentials).split(':')[0]!
  } catch {
    return ''
  }
}

/** Enough to recognize the key, not enough to use it. */
const redacted = (key: string): string =>
  `${/^sk_(test|live)_/.exec(key)?.[0] ?? ''}****${key.length > 20 ? key.slice(-4) : ''}`
