import { createHash } from 'node:crypto'
import type { Scheduler } from './schedule.ts'

/** What is stored, by key. */
export type StoredFiles = ReadonlyMap<string, Uint8Array>

/** R2 as the product uses it: each call waits for its turn and may fail. */
export function createDocumentStore(call: Scheduler['call']): {
  readonly files: StoredFiles
  readonly bucket: R2Bucket
} {
  const files = new Map<string, Uint8Array>()
  const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes)
  const bucket = {
    async put(key: string, bytes: Uint8Array, { sha256 }: { sha256: string }) {
      if (hashOf(bytes).digest('hex') !== sha256) throw new Error('The bytes have another hash.')
      const answer = await call('storage', `PUT ${key}`, async () => {
        files.set(key, bytes)
        return new Response()
      })
      if (!answer.ok) throw new Error('The store is not available.')
    },
    async get(key: string) {
      const answer = await call('storage', `GET ${key}`, async () => new Response())
      if (!answer.ok) throw new Error('The store is not available.')
      const bytes = files.get(key)
      if (!bytes) return null
      const { buffer } = new Uint8Array(hashOf(bytes).digest())
      return {
        size: bytes.length,
        checksums: { sha256: buffer },
        body: null,
        arrayBuffer: async () => bytes.slice().buffer,
      }
    },
  }
  return { files, bucket: bucket as unknown as R2Bucket }
}
