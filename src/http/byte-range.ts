import type { ByteRange } from '../storage/documents.ts'

/**
 * The one range of bytes that a `Range` header asks for (RFC 9110, 14.2); null for the whole, which is also the answer to several
 * ranges and to what cannot be read; `unsatisfiable` where it begins after the end.
 */
export function byteRange(header: string | undefined, size: number): ByteRange | null | 'unsatisfiable' {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { offset: size - length, length }
  }
  const [offset, end] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)]
  if (offset >= size) return 'unsatisfiable'
  return end < offset ? null : { offset, length: end - offset + 1 }
}
