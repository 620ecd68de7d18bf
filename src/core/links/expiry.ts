import { dayMs } from '../calendar/day.ts'

const afterDueMs = 30 * dayMs
const shownFloorMs = 10 * dayMs

/** A link expires 30 days after the due day or after the mail that carries it, whichever is later. Instants in ms. */
export const linkExpiry = (overdueFrom: number | null, carriedAt: number): number =>
  Math.max(overdueFrom ?? carriedAt, carriedAt) + afterDueMs

/**
 * A link read from the API is valid for at least ten more days, rounded up to whole days so that its text stays the
 * same.
 */
export const shownExpiry = (expiresAt: number, now: number): number =>
  Math.max(expiresAt, Math.ceil((now + shownFloorMs) / dayMs) * dayMs)
