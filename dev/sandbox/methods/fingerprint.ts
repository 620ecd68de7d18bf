import type { Desk } from '../desk.ts'

/** The same numbers have the same fingerprint within an account, and another one elsewhere. */
export function fingerprintOf({ account }: Desk, number: string): string {
  let hash = 0x811c9dc5
  for (const letter of account.id + number) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193)
  return (hash >>> 0).toString(36).padStart(8, '0').repeat(2)
}
