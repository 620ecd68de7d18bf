import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import { Readable } from 'node:stream'
import { world } from '../world/merchant.ts'
import { curl } from './curl.ts'
import { told } from './told.ts'

export type Asked = {
  readonly path: string
  readonly method?: string
  /** A list is sent as that many headers of one name. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
  /** Sent in pieces without saying how long it is. */
  readonly isChunked?: boolean
}

export type Answer = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly bytes: number
  readonly tookMs: number
}

/** Connections are kept: a campaign is many thousand requests. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
const patienceMs = 20_000

/** What the other end did not read to its end: it answered and hung up, and the answer may be lost behind what was still sent. */
const hungUp = { status: 0, headers: {}, body: '', bytes: 0, tookMs: 0 }
const largeBytes = 2_000_000

/**
 * One request as no browser would make it, and how long its whole answer took. Status 0 where a large body was not wanted to its
 * end and the answer was lost. Throws when there is none in 20 seconds, and when it tells what is not for whoever asked.
 */
export async function ask(asked: Asked, origin = world.app): Promise<Answer> {
  const answer = await answerTo(asked, origin)
  const tales = await told(asked, answer, origin)
  if (tales.length > 0) throw new Error(`the answer ${answer.status} tells ${tales.join(' and ')}: ${curl(asked)}`)
  return answer
}

async function answerTo(asked: Asked, origin: string): Promise<Answer> {
  try {
    return await once(asked, origin)
  } catch (error) {
    if (!/^(ECONNRESET|EPIPE)$/.test((error as { code?: string }).code ?? '')) throw error
    if ((asked.body?.length ?? 0) > largeBytes) return hungUp
    // A kept connection may have been closed at the other end just now, before the request was read.
    return once(asked, origin)
  }
}

function once({ path, method = 'GET', headers = {}, body, isChunked = false }: Asked, origin: string): Promise<Answer> {
  const from = performance.now()
  const isSized = body !== undefined && !isChunked
  const all = { ...headers, ...(isSized && { 'content-length': String(Buffer.byteLength(body)) }) }
  return new Promise((resolve, reject) => {
    const asked = request(new URL(origin), { path, method, headers: all as Record<string, string>, agent })
    asked.setTimeout(patienceMs, () => asked.destroy(new Error(`no answer in ${patienceMs} ms`)))
    asked.on('error', reject)
    asked.on('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const all = Buffer.concat(chunks)
        const { statusCode = 0, headers } = answer
        const tookMs = performance.now() - from
        resolve({ status: statusCode, headers, body: all.toString('utf8'), bytes: all.length, tookMs })
      })
    })
    if (isChunked && body !== undefined) Readable.from([body.slice(0, 7), body.slice(7)]).pipe(asked)
    else asked.end(body)
  })
}

/** Does something with each, a few at a time. */
export async function inLanes<T>(lanes: number, items: Iterable<T>, each: (item: T) => Promise<void>): Promise<void> {
  const rest = items[Symbol.iterator]()
  const lane = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await each(next.value)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
