import type { SandboxAccount } from './account.ts'
import { Problem } from './problem.ts'

/** The account of a call's key, sent as a bearer token or a basic user name; a Problem (401) where there is none. */
export function accountFor(
  accounts: readonly SandboxAccount[],
  authorization: string | null,
): SandboxAccount | Problem {
  const key = keyIn(authorization)
  if (key === null)
    return new Problem(
      401,
      'invalid_request_error',
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
    )
  const account = accounts.find(({ secretKey }) => secretKey === key)
  if (account) return account
  const hidden = key.length > 12 ? `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}` : '****'
  return new Problem(401, 'invalid_request_error', `Invalid API Key provided: ${hidden}`)
}

function keyIn(authorization: string | null): string | null {
  const [scheme = '', credentials = ''] = (authorization ?? '').split(' ')
  if (scheme.toLowerCase() === 'bearer') return credentials || null
  if (scheme.toLowerCase() === 'basic') return Buffer.from(credentials, 'base64').toString().split(':')[0] || null
  return null
}
