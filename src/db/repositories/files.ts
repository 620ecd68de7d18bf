import { and, eq } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { files } from '../schema/index.ts'

/** A merchant's public file (media type and base64) by the hash of its bytes; null if there is none. */
export async function fileOf({ orm }: Database, accountId: string, hash: string) {
  const [file] = await orm
    .select({ type: files.type, body: files.body })
    .from(files)
    .where(and(eq(files.accountId, accountId), eq(files.hash, hash)))
  return file ?? null
}
