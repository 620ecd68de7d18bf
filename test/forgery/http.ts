import { Agent, type IncomingHttpHeaders, request as open } from 'node:http'
import { performance } from 'node:perf_hooks'
import { Readable } from 'node:stream'

export type HttpRequest = {
  readonly path: string
  readonly method?: string
  /** A list is sent as that many headers of one name. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>
  readonly body?: string | Uint8Array
  /** Sent in chunks, without a content length. */
  readonly isChunked?: boolean
}

export type HttpResponse = {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
  readonly bytes: number
  readonly tookMs: number
}

/** Connections are kept alive, as a test sends many thousand requests. */
const agent = new Agent({ keepAlive: true, maxSockets: 16 })
const timeoutMs = 20_000

/** The server answered and closed the connection while a large body was still being sent, so that its response may be lost. */
const hungUp: HttpResponse = { status: 0, headers: {}, body: '', bytes: 0, tookMs: 0 }
const largeBytes = 2_000_000

/**
 * Sends a request as no browser would and times the whole response. Status 0 where the server closed the connection before the
 * end of a large body. Throws when there is no response in 20 seconds.
 */
export async function sendRaw(request: HttpRequest, origin: string): Promise<HttpResponse> {
  try {
    return await exchange(request, origin)
  } catch (error) {
    if (!/^(ECONNRESET|EPIPE)$/.test((error as { code?: string }).code ?? '')) throw error
    if ((request.body?.length ?? 0) > largeBytes) return hungUp
    // The server may have closed a kept connection just before this request was read.
    return exchange(request, origin)
  }
}

function exchange(
  { path, method = 'GET', headers = {}, body, isChunked = false }: HttpRequest,
  origin: string,
): Promise<HttpResponse> {
  const from = performance.now()
  const isSized = body !== undefined && !isChunked
  const all = { ...headers, ...(isSized && { 'content-length': String(Buffer.byteLength(body)) }) }
  return new Promise((resolve, reject) => {
    const outgoing = open(new URL(origin), { path, method, headers: all as Record<string, string>, agent })
    outgoing.setTimeout(timeoutMs, () => outgoing.destroy(new Error(`no response in ${timeoutMs} ms`)))
    outgoing.on('error', reject)
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const all = Buffer.concat(chunks)
        const { statusCode = 0, headers } = incoming
        const tookMs = performance.now() - from
        resolve({ status: statusCode, headers, body: all.toString('utf8'), bytes: all.length, tookMs })
      })
    })
    if (isChunked && body !== undefined) Readable.from([body.slice(0, 7), body.slice(7)]).pipe(outgoing)
    else outgoing.end(body)
  })
}
