import { ok, type Result, refuse } from '../result.ts'
import { formatNumber, isSequence } from './number.ts'
import type { Numbering } from './scheme.ts'

/** The numbers of one kind of document under one prefix. Its name is unique in the account. */
export type Series = { readonly name: string; readonly prefix: string }

/** A document's number. One that was given by hand is in no series. */
export type DocumentNumber = {
  readonly number: string
  readonly series: string | null
  readonly sequence: number | null
}

/** The series of a document of this kind (`invoice`) for a customer, by whose scheme the account numbers the kind. */
export function seriesOf(
  kind: string,
  { scheme, prefix }: Numbering,
  customer: { readonly id: string; readonly prefix: string },
): Series {
  return scheme === 'customer'
    ? { name: seriesName(kind, customer.id), prefix: customer.prefix }
    : { name: seriesName(kind, 'account'), prefix }
}

/** The series of a customer's id, or of `account`. Invoices were numbered before there were kinds, and name no kind. */
export const seriesName = (kind: string, owner: string): string => (kind === 'invoice' ? owner : `${kind}:${owner}`)

/** The number after the last one of a series, whose first is 1. Refuses `number_sequence_exhausted` past 1,000,000,000. */
export function nextNumber({ name, prefix }: Series, last: number): Result<DocumentNumber> {
  const sequence = last + 1
  if (!isSequence(sequence)) return refuse('number_sequence_exhausted')
  return ok({ number: formatNumber(prefix, sequence), series: name, sequence })
}
