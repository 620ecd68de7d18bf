import type { Context } from '../context.ts'

/** A fingerprint of card or account numbers: the same within an account, different in others. */
export function fingerprintOf({ account }: Context, number: string): string {
  let hash = 0x811c9dc5
  for (const character of account.id + number) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return (hash >>> 0).toString(36).padStart(8, '0').repeat(2)
}
