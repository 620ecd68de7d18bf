import { ok, type Result, refuse } from '../../core/result.ts'
import { readBytes } from '../read-bytes.ts'
import { malformed, parseForm } from './form.ts'
import { parseJson } from './json.ts'
import { limits, type WireObject } from './wire.ts'

/**
 * The parameters of a request: from its query string and, for a POST, its body. Refuses `body_malformed` and
 * `body_too_large`.
 */
export async function readWire(request: Request): Promise<Result<WireObject>> {
  const query = new URL(request.url).search.slice(1)
  if (request.method !== 'POST') return parseForm(query)
  const body = await readBody(request)
  if (!body.ok) return body
  const type = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase()
  if (type === 'application/json' && body.value !== '' && query === '') return parseJson(body.value)
  if (body.value !== '' && type !== 'application/x-www-form-urlencoded') {
    return malformed('a content type that is neither application/x-www-form-urlencoded nor application/json')
  }
  return parseForm([query, body.value].filter((part) => part !== '').join('&'))
}

async function readBody(request: Request): Promise<Result<string>> {
  const bytes = await readBytes(request, limits.bytes)
  if (!bytes) return refuse('body_too_large', { values: { mostBytes: limits.bytes } })
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
  } catch {
    return malformed('bytes that are not UTF-8 text')
  }
}
