import type { Payment, PaymentRequest } from './payment.ts'

const minuteMs = 60_000
const countedMs = 60 * minuteMs

/** Declines per hour without a delay: people mistype and try another card. */
const freeDeclines = 4

/** On whose behalf a payment was started: a link, the customer without one, or null for the merchant. */
export const payerOf = ({ link, returnPath }: PaymentRequest): string | null =>
  link?.id ?? (returnPath === undefined ? null : 'customer')

/** Payments that one link may start in an hour, whatever their outcome: each costs calls to the provider. */
const mostStarted = 30

/** Delays before the next try: after the fifth decline, the sixth, and so on. */
const waitMinutes = [1, 2, 4, 8, 15, 30] as const

/**
 * How many ms a payer must wait before the next payment by one link, or without one, after several declines or after 30
 * payments started within an hour; 0 for no wait. Links are public, and an unlimited pay form would be used to test stolen cards.
 */
export function waitBeforeStart(payments: readonly Payment[], payer: string, nowMs: number): number {
  return Math.max(waitAfterDeclines(payments, payer, nowMs), waitAfterStarts(payments, payer, nowMs))
}

function waitAfterStarts(payments: readonly Payment[], payer: string, nowMs: number): number {
  const startedAt = payments.flatMap(({ request, createdAt }) =>
    payerOf(request) === payer && nowMs - createdAt < countedMs ? [createdAt] : [],
  )
  const oldestThatCounts = startedAt.sort((a, b) => b - a)[mostStarted - 1]
  return oldestThatCounts === undefined ? 0 : oldestThatCounts + countedMs - nowMs
}

function waitAfterDeclines(payments: readonly Payment[], payer: string, nowMs: number): number {
  const declinedAt = payments.flatMap(({ request, status, failure }) =>
    payerOf(request) === payer && status !== 'succeeded' && failure && nowMs - failure.at < countedMs
      ? [failure.at]
      : [],
  )
  const wait = waitMinutes[Math.min(declinedAt.length - freeDeclines, waitMinutes.length) - 1]
  return wait === undefined ? 0 : Math.max(0, Math.max(...declinedAt) + wait * minuteMs - nowMs)
}
