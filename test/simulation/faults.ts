/** What the Worker calls. `pause` is its own wait between two attempts. */
export type Port = 'database' | 'provider' | 'mail' | 'storage' | 'queue' | 'pause'

export type Fault = {
  readonly name: string
  readonly ports: readonly Port[]
  /** Whether the call takes effect all the same. */
  readonly isAfter: boolean
  /** The response that the caller gets instead of `answer`; null where the caller itself crashes. */
  readonly respond: ((answer: Response | null, request: string) => Response | Error | Promise<Response>) | null
}

const remote: readonly Port[] = ['database', 'provider', 'mail']
const binding: readonly Port[] = ['queue', 'storage']

const timeout = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError')
const lost = () => new TypeError('fetch failed')
const failing = (status: number) => () => Response.json({ error: { type: 'api_error', message: 'down' } }, { status })

const fault = (name: string, ports: readonly Port[], isAfter: boolean, respond: Fault['respond']): Fault => ({
  name,
  ports,
  isAfter,
  respond,
})

/** Every fault of a single call. */
export const callFaults: readonly Fault[] = [
  fault('refused', [...remote, ...binding], false, lost),
  fault('answer lost', [...remote, ...binding], true, lost),
  fault('stalled before', [...remote, 'storage'], false, timeout),
  fault('stalled after', [...remote, 'storage'], true, timeout),
  fault('server error before', remote, false, failing(502)),
  fault('server error after', remote, true, failing(500)),
  fault('answer cut', remote, true, cut),
  fault('garbage', remote, true, () => new Response('<html>Welcome to this hotel</html>')),
  fault('too many', ['provider', 'mail'], false, failing(429)),
  fault('busy', ['database'], false, busy),
  fault('crash before', [...remote, ...binding, 'pause'], false, null),
  fault('crash after', [...remote, ...binding], true, null),
]

async function cut(answer: Response | null): Promise<Response> {
  const text = (await answer?.text()) ?? ''
  return new Response(text.slice(0, text.length / 2), { status: answer?.status, headers: answer?.headers })
}

/** Another writer holds the lock for longer than this caller may wait. */
function busy(_: Response | null, request: string): Response {
  const { requests } = JSON.parse(request) as { requests: unknown[] }
  const error = { message: 'SQLite error: database is locked', code: 'SQLITE_BUSY' }
  return Response.json({ baton: null, base_url: null, results: requests.map(() => ({ type: 'error', error })) })
}

/** Faults of messages, ticks and clocks, which the steps of a history inject. */
export const otherFaults = [
  'webhook twice',
  'webhook out of order',
  'webhook dropped',
  'webhook delayed',
  'webhook sent again',
  'job twice',
  'job dropped',
  'job delayed',
  'ticks overlap',
  'clock askew',
  'everything crashes',
] as const
