import { setTimeout as pause } from 'node:timers/promises'
import { chooseLocale } from '../../src/views/words/locale.ts'
import { wordsFor } from '../../src/views/words/words-for.ts'

/** A response with its whole body, and how long it took in ms. */
export type Received = {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  readonly ms: number
}

const longestMs = 12_000
const giveUpMs = 45_000

/** Sends a request and reads the whole response; null where it failed or took longer than 45 s. */
export function receive(request: () => Promise<Response>): Promise<Received | null> {
  const startedAt = performance.now()
  const received = async () => {
    const answer = await request()
    const body = await answer.text()
    return { status: answer.status, headers: answer.headers, body, ms: performance.now() - startedAt }
  }
  return Promise.race([received().catch(() => null), pause(giveUpMs, null, { ref: false })])
}

/** Internals that no response may show: SQL, stack traces, error names. */
const internals =
  /\b(select|insert|update|delete) .*\b(from|into|set|where) |\n\s+at \S+:\d|\b[A-Z]\w*(Error|Unavailable)\b|libsql|drizzle|hrana/

/** Everything that keeps a response from being a proper 503 with a retry hint; `to` is the language the page was requested in. */
export function flawsOf503(
  what: string,
  as: 'page' | 'api' | 'webhook',
  received: Received | null,
  to = 'en',
): string[] {
  if (!received) return [`${what}: no answer`]
  const { status, headers, body, ms } = received
  const violations = [
    [status !== 503, `the status ${status}`],
    [ms > longestMs, `${Math.round(ms)} ms`],
    [internals.test(body), `shows internals: ${body.slice(0, 200)}`],
    [as !== 'webhook' && !headers.get('retry-after'), 'no Retry-After'],
    ...(as === 'page' ? pageFlaws(received, to) : as === 'api' ? jsonFlaws(received, 'database_unavailable') : []),
  ] as const
  return violations.filter(([isWrong]) => isWrong).map(([, text]) => `${what}: ${text}`)
}

function pageFlaws({ headers, body }: Received, to: string): (readonly [boolean, string])[] {
  const locale = chooseLocale([], to, 'en')
  const { title, next } = wordsFor(locale, 'plain').error[503]
  return [
    [!headers.get('content-type')?.startsWith('text/html'), `the type ${headers.get('content-type')}`],
    [!headers.get('content-security-policy'), 'no policy'],
    [!body.includes(`lang="${locale.tag}"`) || !body.includes(title) || !body.includes(next), `not the words in ${to}`],
    [!body.trimEnd().endsWith('</html>'), 'no end'],
  ]
}

function jsonFlaws({ body }: Received, code: string): (readonly [boolean, string])[] {
  const parsedBody = parsed(body) as { error?: { code?: string; type?: string; message?: string } } | null
  return [
    [
      parsedBody?.error?.code !== code || parsedBody.error.type !== 'api_error',
      `not the code ${code}: ${body.slice(0, 100)}`,
    ],
    [!parsedBody?.error?.message, 'no message'],
  ]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
