/** Reads one random number as a sequence of choices: `pick(n)` returns a whole number from 0 to n - 1. */
export function choicesOf(number: number): (from: number) => number {
  let rest = number
  return (from) => {
    const choice = rest % from
    rest = Math.floor(rest / from)
    return choice
  }
}
