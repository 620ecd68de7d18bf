import { gzipSync } from 'node:zlib'
import { world } from '../world/merchant.ts'
import type { Asked } from './ask.ts'

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`

/** A request as a line for the shell that makes it again. A body that cannot be typed is carried packed. */
export function curl({ path, method = 'GET', headers = {}, body, isChunked }: Asked): string {
  const named = Object.entries(headers).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`))
  if (isChunked) named.push('transfer-encoding: chunked')
  const asked = [
    'curl -sSi --path-as-is --max-time 20',
    ...(method === 'GET' ? [] : [method === 'HEAD' ? '--head' : `-X ${method}`]),
    ...named.map((header) => `-H ${quoted(header)}`),
  ].join(' ')
  const url = quoted(`${world.app}${path}`)
  if (body === undefined) return `${asked} ${url}`
  if (typeof body === 'string' && body.length < 500 && /^[\x20-\x7e]*$/.test(body))
    return `${asked} --data-raw ${quoted(body)} ${url}`
  return `echo ${gzipSync(body).toString('base64')} | base64 -d | gunzip | ${asked} --data-binary @- ${url}`
}
