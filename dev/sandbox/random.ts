const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The one source of randomness; `state` is kept with the data, so that a restart goes on where it stopped. */
export type RandomState = { state: number }

/** A number from nought up to one (mulberry32). */
export function nextRandom(chance: RandomState): number {
  chance.state = (chance.state + 0x6d2b79f5) | 0
  let mixed = Math.imul(chance.state ^ (chance.state >>> 15), 1 | chance.state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

export function randomLetters(chance: RandomState, count: number): string {
  let text = ''
  for (let i = 0; i < count; i++) text += alphabet[Math.floor(nextRandom(chance) * alphabet.length)]
  return text
}

export function randomDigits(chance: RandomState, count: number): string {
  let text = ''
  for (let i = 0; i < count; i++) text += Math.floor(nextRandom(chance) * 10)
  return text
}
