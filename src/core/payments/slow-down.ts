import type { Payment } from './payment.ts'

const minuteMs = 60_000
const countedMs = 60 * minuteMs

/** So many declines in an hour cost nothing: people mistype, and try another card. */
const freeDeclines = 4

/** How long the next try waits after the fifth decline, the sixth, and so on. */
const waitMinutes = [1, 2, 4, 8, 15, 30] as const

/**
 * How many ms whoever pays by a link has to wait after declines before they may try again; 0 where they need not. Links are public
 * keys to a pay form, and an unlimited form is where stolen cards are tried out.
 */
export function waitAfterDeclines(payments: readonly Payment[], linkId: string, nowMs: number): number {
  const declinedAt = payments.flatMap(({ request, status, failure }) =>
    request.link?.id === linkId && status !== 'succeeded' && failure && nowMs - failure.at < countedMs
      ? [failure.at]
      : [],
  )
  const wait = waitMinutes[Math.min(declinedAt.length - freeDeclines, waitMinutes.length) - 1]
  return wait === undefined ? 0 : Math.max(0, Math.max(...declinedAt) + wait * minuteMs - nowMs)
}
