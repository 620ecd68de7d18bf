import { assert } from '../assert.ts'

/** The last number a sequence can give. */
const largestSequence = 1_000_000_000

/** A document's number, `NIMBUS-0001`; the sequence starts at 1 and has at least four digits. Faults outside of it. */
export function formatNumber(prefix: string, sequence: number): string {
  assert(isSequence(sequence), 'a sequence number is whole, from 1 to 1,000,000,000')
  return `${prefix}-${String(sequence).padStart(4, '0')}`
}

export const isSequence = (sequence: number): boolean =>
  Number.isInteger(sequence) && sequence >= 1 && sequence <= largestSequence
