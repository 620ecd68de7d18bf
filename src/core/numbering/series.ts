import { ok, type Result, refuse } from '../result.ts'
import { formatNumber, isSequence } from './number.ts'

/** A number series under one prefix; `next` is the sequence number of the next finalized invoice. */
export type Series = { readonly prefix: string; readonly next: number }

/** The number for an invoice and the series after it. Refuses `number_sequence_exhausted` past 1,000,000,000. */
export function nextNumber(series: Series): Result<{ number: string; sequence: number; series: Series }> {
  const sequence = series.next
  if (!isSequence(sequence)) return refuse('number_sequence_exhausted')
  const number = formatNumber(series.prefix, sequence)
  return ok({ number, sequence, series: { ...series, next: sequence + 1 } })
}
