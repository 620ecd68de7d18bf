import autocannon from 'autocannon'

/** What one stretch of load came to. */
export type LoadResult = {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** How often each status was answered, with the error's code where there is one: `409 lock_timeout`. */
  readonly met: Met
}

export type Met = Readonly<Record<string, number>>

type Ask = {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** A Worker, whose it is, and what it is asked; `next` is called for each request. */
export type Load = { readonly whose: 'ours' | 'bare'; readonly url: string; readonly next: () => Ask }

export const connections = 16

/** What an API may answer under load, as `docs/api.md` says: another request is changing the object, or too many came. */
const documented = /^(409|429) /

/**
 * Asks for so many answers over sixteen connections, each as soon as the last one is there. All are waited for: a caller who
 * hangs up in the middle of a write leaves the database waiting. Throws where an answer is neither 2xx nor documented.
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
    // autocannon says that it is done at the next full second only.
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
  const wrong = answers.filter(([what]) => !isGood(Number(what)) && !documented.test(what))
  if (wrong.length > 0) throw new Error(`The Worker (${whose}) answered ${listOf(met)}.`)
  const good = answers.reduce((sum, [what, times]) => sum + (isGood(Number(what)) ? times : 0), 0)
  return { perSecond: good / ((ended - began) / 1000), p50Ms: latency.p50, p99Ms: latency.p99, met }
}

const isGood = (status: number) => status >= 200 && status < 300

/** All that was answered, in one line: `200 × 9998, 409 lock_timeout × 2`. */
export const listOf = (met: Met): string =>
  Object.entries(met)
    .map(([what, times]) => `${what} × ${times}`)
    .join(', ')

/** The code of the API's error, or the beginning of whatever else was answered. */
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
