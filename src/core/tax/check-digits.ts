/** Whether digits have the check digits of their kind. */
export type Check = (number: string) => boolean

const digitsOf = (number: string): number[] => [...number].map(Number)

export const sumOf = (number: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, i) => sum + weight * Number(number[i]), 0)

/** Whether the weighted digits are a multiple. */
export const multipleOf =
  (modulus: number, ...weights: readonly number[]): Check =>
  (number) =>
    sumOf(number, weights) % modulus === 0

/** Whether the digit after the weighted ones is what completes their sum to a multiple; eleven is zero, ten is what is given. */
export const completes =
  (modulus: number, ten: number | null, ...weights: readonly number[]): Check =>
  (number) => {
    const rest = (modulus - (sumOf(number, weights) % modulus)) % modulus
    return (rest === 10 ? ten : rest) === Number(number[weights.length])
  }

/** ISO/IEC 7812. */
export const luhn: Check = (number) => luhnSum(number) % 10 === 0

export const luhnSum = (number: string): number =>
  digitsOf(number)
    .reverse()
    .map((digit, i) => (i % 2 === 0 ? digit : digit * 2 - (digit > 4 ? 9 : 0)))
    .reduce((sum, digit) => sum + digit, 0)

/** ISO/IEC 7064, MOD 11,10. */
export const mod11and10: Check = (number) => {
  const rest = digitsOf(number.slice(0, -1)).reduce((before, digit) => {
    const sum = (before + digit) % 10 || 10
    return (sum * 2) % 11
  }, 10)
  return (rest + Number(number.at(-1))) % 10 === 1
}

/** Not two digits that are the same throughout, which many a scheme lets pass. */
export const varies: Check = (number) => new Set(number).size > 1

export const all =
  (...checks: readonly Check[]): Check =>
  (number) =>
    checks.every((check) => check(number))
