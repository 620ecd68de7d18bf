const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** The state of the only source of randomness; stored with the data, so that a restart continues the sequence. */
export type RandomState = { state: number }

/** A number from 0 up to, not including, 1 (mulberry32). */
export function nextRandom(random: RandomState): number {
  random.state = (random.state + 0x6d2b79f5) | 0
  let mixed = Math.imul(random.state ^ (random.state >>> 15), 1 | random.state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
}

export function randomLetters(random: RandomState, count: number): string {
  let text = ''
  for (let i = 0; i < count; i++) text += alphabet[Math.floor(nextRandom(random) * alphabet.length)]
  return text
}

export function randomDigits(random: RandomState, count: number): string {
  let text = ''
  for (let i = 0; i < count; i++) text += Math.floor(nextRandom(random) * 10)
  return text
}
