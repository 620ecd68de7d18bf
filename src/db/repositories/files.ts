import { and, eq } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { files } from '../schema/index.ts'

/** A merchant's public file by the hash of its bytes; null if there is none. */
export async function fileOf({ orm }: Database, accountId: string, hash: string) {
  const [file] = await orm
    .select({ type: files.type, body: files.body })
    .from(files)
    .where(and(eq(files.accountId, accountId), eq(files.hash, hash)))
  return file ? { type: file.type, bytes: fromBase64(file.body) } : null
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
