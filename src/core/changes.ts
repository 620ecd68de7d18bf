import type { Metadata } from './invoices/invoice.ts'
import { type MetadataChange, mergeMetadata } from './metadata.ts'
import { ok, type Result } from './result.ts'

/** The fields of `wanted` that differ from `before`. Both are plain data. */
export const changesTo = <T extends object>(before: T, wanted: Partial<T>): Partial<T> =>
  Object.fromEntries(
    Object.entries(wanted).filter(
      ([field, value]) => JSON.stringify(value) !== JSON.stringify(before[field as keyof T]),
    ),
  ) as Partial<T>

type Described = { readonly metadata: Metadata }

/** An object's descriptive fields as a merchant sends them; undefined fields stay unchanged. */
export type DetailsInput<D extends Described> = {
  readonly [K in Exclude<keyof D, 'metadata'>]?: D[K] | undefined
} & { readonly metadata?: MetadataChange | undefined }

/** The details that the input changes. Refuses too much metadata. */
export function detailChanges<D extends Described>(before: D, input: DetailsInput<D>): Result<Partial<D>> {
  const metadata = mergeMetadata(before.metadata, input.metadata)
  if (!metadata.ok) return metadata
  const given = Object.entries(input).filter(([, value]) => value !== undefined)
  return ok(changesTo<D>(before, { ...(Object.fromEntries(given) as Partial<D>), metadata: metadata.value }))
}
