import { assert } from '../assert.ts'
import type { Currency } from './currencies.ts'

/** An amount in minor units of one currency; a safe integer, so that JSON and the database keep it exactly. */
export type Money = { readonly amountMinor: number; readonly currency: Currency }

/** The largest amount of an invoice, in either direction: twelve digits. */
export const largestAmountMinor = 999_999_999_999

/** Binds an amount to its currency. Faults on anything but a safe integer. */
export function money(amountMinor: number, currency: Currency): Money {
  assertMinor(amountMinor)
  return { amountMinor, currency }
}

/** Faults unless the figure is a whole number of minor units that a double holds exactly (below 2^53). */
export function assertMinor(amountMinor: number): void {
  assert(Number.isSafeInteger(amountMinor), 'an amount is a whole number of minor units below 2^53')
}

/** Converts an exact amount to a number of minor units. Throws if a double cannot hold it. */
export function toMinor(exact: bigint): number {
  const amountMinor = Number(exact)
  assertMinor(amountMinor)
  return amountMinor
}

/** Whether an amount is within the limit of an invoice. */
export const isWithinLimit = (amountMinor: bigint | number): boolean =>
  amountMinor <= largestAmountMinor && amountMinor >= -largestAmountMinor
