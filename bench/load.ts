import autocannon from 'autocannon'

/** The result of one load. */
export type LoadResult = {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** The number of responses by status, with the error's code if there is one: `409 lock_timeout`. */
  readonly met: Met
}

export type Met = Readonly<Record<string, number>>

type Ask = {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A Worker, its name, and its requests; `next` is called for each request. */
export type Load = { readonly whose: 'ours' | 'bare'; readonly url: string; readonly next: () => Ask }

export const connections = 16

/** The error statuses that `docs/api.md` documents under load: conflicts and rate limits. */
const documented = /^(409|429) /

/**
 * Sends requests over 16 connections, each after the previous response. All are awaited: aborting during a write would
 * leave the database waiting. Throws on a status that is neither 2xx nor documented.
 */
export async function sendLoad({ whose, url, next }: Load, amount: number): Promise<LoadResult> {
  const met: Record<string, number> = {}
  const count = (what: string, times = 1) => {
    met[what] = (met[what] ?? 0) + times
  }
  const setupRequest = (request: autocannon.Request) => ({ ...request, ...next() })
  const began = performance.now()
  let ended = began
  const onResponse = (status: number, body: string) => {
    // autocannon reports its end only at the next full second.
    ended = performance.now()
    count(isGood(status) ? String(status) : `${status} ${codeIn(body)}`)
  }
  const { latency, errors } = await autocannon({
    url,
    connections,
    amount,
    timeout: 30,
    requests: [{ setupRequest, onResponse }],
  })
  if (errors > 0) count('no answer', errors)
  const answers = Object.entries(met)
  const unexpected = answers.filter(([what]) => !isGood(Number(what)) && !documented.test(what))
  if (unexpected.length > 0) throw new Error(`The Worker (${whose}) answered ${listOf(met)}.`)
  const good = answers.reduce((sum, [what, times]) => sum + (isGood(Number(what)) ? times : 0), 0)
  return { perSecond: good / ((ended - began) / 1000), p50Ms: latency.p50, p99Ms: latency.p99, met }
}

const isGood = (status: number) => status >= 200 && status < 300

/** All statuses in one line: `200 × 9998, 409 lock_timeout × 2`. */
export const listOf = (met: Met): string =>
  Object.entries(met)
    .map(([what, times]) => `${what} × ${times}`)
    .join(', ')

/** The code of an API error, or the beginning of the body. */
function codeIn(body: string): string {
  try {
    const { error } = JSON.parse(body) as { error?: { code?: string; type?: string } }
    return error?.code ?? error?.type ?? 'without a code'
  } catch {
    return JSON.stringify(
      body
        .replace(/<[^>]*>/g, ' ')
        .trim()
        .slice(0, 60),
    )
  }
}
