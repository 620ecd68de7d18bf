import type { Query } from '../../db/client.ts'

/**
 * A due timer that was not processed: when to try again (ms since 1970, null for never), why, and rows to commit with
 * the postponement.
 */
export type Postponed = { readonly visibleAt: number | null; readonly reason: string; readonly rows?: readonly Query[] }

/** A due timer: its invoice as loaded with the claim, the tries so far, and when to try again after a refusal. */
export type DueTimer<L> = { readonly loaded: L; readonly tries: number; readonly againAt: number }
