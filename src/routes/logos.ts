import { Hono } from 'hono'
import { looksLikeId } from '../core/id.ts'
import { fileOf } from '../db/repositories/files.ts'
import type { Env } from '../http/env.ts'

/** A merchant's logo, named by the hash of its bytes and therefore immutable. Its CSP forbids scripts in SVG. */
export const logos = new Hono<Env>().get('/:accountId/:hash', async (c) => {
  const { accountId, hash } = c.req.param()
  if (!looksLikeId(accountId) || !looksLikeId(hash)) return c.notFound()
  const file = await fileOf(c.var.deps.directory.of(accountId), accountId, hash)
  if (!file) return c.notFound()
  c.header('content-type', file.type)
  c.header('cache-control', 'public, max-age=31536000, immutable')
  c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  return c.body(file.bytes)
})
