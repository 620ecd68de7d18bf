import type { Query } from '../../db/client.ts'

/** Nothing was done about a timer that went off: when to look again (ms since 1970, null for never), why, and rows to write with that. */
export type NotNow = { readonly visibleAt: number | null; readonly reason: string; readonly rows?: readonly Query[] }

/** The timer that went off: its invoice as it was then, how often that was tried, and when to try again after a refusal. */
export type Due<L> = { readonly loaded: L; readonly tries: number; readonly againAt: number }
