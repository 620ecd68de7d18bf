/** Rounds the exact ratio of two integers, the second above zero, to an integer. Passed to whatever has to round. */
export type RoundingRule = (numerator: bigint, denominator: bigint) => bigint

/** To the nearest, a half away from zero: what Stripe and most tax offices do. */
export const halfUp: RoundingRule = (numerator, denominator) =>
  numerator < 0n ? -nearestUp(-numerator, denominator) : nearestUp(numerator, denominator)

/** Towards minus infinity. */
export const down: RoundingRule = (numerator, denominator) => {
  const cut = numerator / denominator
  return cut * denominator > numerator ? cut - 1n : cut
}

/** Towards plus infinity. */
export const up: RoundingRule = (numerator, denominator) => -down(-numerator, denominator)

const nearestUp = (numerator: bigint, denominator: bigint): bigint =>
  (2n * numerator + denominator) / (2n * denominator)
