import autocannon from 'autocannon'

/** What one stretch of load came to. */
export type Shot = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }

export type Ask = {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A Worker and what it is asked; `next` is called for each request. */
export type Load = { readonly url: string; readonly next: () => Ask }

export const connections = 16

/** Of a hundred answers, one may be a no: the database's own "busy" comes through at this load. */
const mostWrong = 0.01

/**
 * Asks for so many answers over sixteen connections, each as soon as the last one is there. All are waited for: a caller who
 * hangs up in the middle of a write leaves the database waiting. Throws where more than a hundredth of the answers are not 2xx.
 */
export async function shoot({ url, next }: Load, amount: number): Promise<Shot> {
  const setupRequest = (request: autocannon.Request) => ({ ...request, ...next() })
  const began = performance.now()
  let ended = began
  const run = autocannon({ url, connections, amount, timeout: 30, requests: [{ setupRequest }] })
  // It says that it is done at the next full second only.
  run.on('response', () => {
    ended = performance.now()
  })
  const { requests, latency, errors, non2xx } = await run
  const seconds = (ended - began) / 1000
  const wrong = errors + non2xx
  if (wrong > amount * mostWrong)
    throw new Error(`${wrong} of ${requests.total} answers from ${url} were not what was asked for.`)
  return { perSecond: (requests.total - wrong) / seconds, p50Ms: latency.p50, p99Ms: latency.p99 }
}
