import { gzipSync } from 'node:zlib'
import { world } from '../world/merchant.ts'
import type { HttpRequest } from './http.ts'

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** The shell command that repeats a request. A body that cannot be typed is embedded as gzip and Base64. */
export function curlCommand({ path, method = 'GET', headers = {}, body, isChunked }: HttpRequest): string {
  const named = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`))
  if (isChunked) named.push('transfer-encoding: chunked')
  const command = [
    'curl -sSi --path-as-is --max-time 20',
    ...(method === 'GET' ? [] : [method === 'HEAD' ? '--head' : `-X ${method}`]),
    ...named.map((header) => `-H ${quoted(header)}`),
  ].join(' ')
  const url = quoted(`${world.app}${path}`)
  if (body === undefined) return `${command} ${url}`
  if (typeof body === 'string' && body.length < 500 && /^[\x20-\x7e]*$/.test(body))
    return `${command} --data-raw ${quoted(body)} ${url}`
  return `echo ${gzipSync(body).toString('base64')} | base64 -d | gunzip | ${command} --data-binary @- ${url}`
}
