import { setTimeout as pause } from 'node:timers/promises'
import { chooseLocale } from '../../src/views/words/locale.ts'
import { wordsFor } from '../../src/views/words/words-for.ts'

/** An answer as it came, and how long that took in ms. */
export type Heard = {
  readonly status: number
  readonly headers: Headers
  readonly body: string
  readonly ms: number
}

const longestMs = 12_000
const giveUpMs = 45_000

/** Asks, and waits for the whole answer; null where none came, or only after every patience. */
export function hear(request: () => Promise<Response>): Promise<Heard | null> {
  const began = performance.now()
  const heard = async () => {
    const answer = await request()
    const body = await answer.text()
    return { status: answer.status, headers: answer.headers, body, ms: performance.now() - began }
  }
  return Promise.race([heard().catch(() => null), pause(giveUpMs, null, { ref: false })])
}

/** What no reader may ever see: statements, traces, names of faults. */
const inside =
  /\b(select|insert|update|delete) .*\b(from|into|set|where) |\n\s+at \S+:\d|\b[A-Z]\w*(Error|Unavailable)\b|libsql|drizzle|hrana/

/** Everything about an answer that should have been a calm "not now" and isn't; `to` is the language its page was asked for in. */
export function uncalm(what: string, as: 'page' | 'api' | 'webhook', heard: Heard | null, to = 'en'): string[] {
  if (!heard) return [`${what}: no answer`]
  const { status, headers, body, ms } = heard
  const wrongs = [
    [status !== 503, `the status ${status}`],
    [ms > longestMs, `${Math.round(ms)} ms`],
    [inside.test(body), `a look inside: ${body.slice(0, 200)}`],
    [as !== 'webhook' && !headers.get('retry-after'), 'no Retry-After'],
    ...(as === 'page' ? lacksOfPage(heard, to) : as === 'api' ? lacksOfJson(heard, 'database_unavailable') : []),
  ] as const
  return wrongs.filter(([isWrong]) => isWrong).map(([, text]) => `${what}: ${text}`)
}

function lacksOfPage({ headers, body }: Heard, to: string): (readonly [boolean, string])[] {
  const locale = chooseLocale([], to, 'en')
  const { title, next } = wordsFor(locale).error[503]
  return [
    [!headers.get('content-type')?.startsWith('text/html'), `the type ${headers.get('content-type')}`],
    [!headers.get('content-security-policy'), 'no policy'],
    [!body.includes(`lang="${locale.tag}"`) || !body.includes(title) || !body.includes(next), `not the words in ${to}`],
    [!body.trimEnd().endsWith('</html>'), 'no end'],
  ]
}

function lacksOfJson({ body }: Heard, code: string): (readonly [boolean, string])[] {
  const said = parsed(body) as { error?: { code?: string; type?: string; message?: string } } | null
  return [
    [said?.error?.code !== code || said.error.type !== 'api_error', `not the code ${code}: ${body.slice(0, 100)}`],
    [!said?.error?.message, 'no message'],
  ]
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
