import type { Secrets } from '../../dev/secrets.ts'

/** What the local server writes of itself: its requests, which in production are not logged at all (`invocation_logs`). */
const byTheServer = /^\[wrangler:info\] ([A-Z]+ \/\S* \d{3} .*|QUEUE .*)$/

/** A key or a secret of anybody, whole. */
export const keyShape = /\b([rs]k_(test|live)|whsec_)\w{16,}/

/** What may stand in no line, by its shape; the sender of all mails is no secret. */
const shapes = {
  'a link token': /\beyJ[\w-]{8,}\.[\w-]{8,}/,
  'an API key or a webhook secret': keyShape,
  'an e-mail address': /[\w.+-]+@(?!remit\.example)[\w-]+(\.[\w-]+)*\.[a-z]{2,}/i,
} as const

export type LogWatch = {
  /** Reads one line of what a Worker wrote. */
  hear(line: string): void
  readonly lines: () => number
  /** Every line that says too much, and what it says. */
  readonly leaks: () => readonly string[]
}

/**
 * Reads along with a Worker's log and remembers every line that holds a secret, a token, an address or a card's number. The
 * world's secrets are asked for with the first line, when they surely have been made.
 */
export function watchLog(secretsOf: () => Secrets): LogWatch {
  let secrets: readonly string[] | undefined
  const leaks: string[] = []
  let lines = 0
  return {
    lines: () => lines,
    leaks: () => leaks,
    hear(line) {
      lines += 1
      if (byTheServer.test(line)) return
      secrets ??= textsOf(secretsOf())
      const held = Object.entries(shapes).flatMap(([what, shape]) => (shape.test(line) ? [what] : []))
      if (secrets.some((secret) => line.includes(secret))) held.push('a secret of this world')
      if (holdsCardNumber(line)) held.push('a card’s number')
      if (held.length > 0) leaks.push(`${held.join(' and ')}: ${line}`)
    },
  }
}

/** Every secret of a world as it would be written. */
export const textsOf = ({ linkKey, merchants }: Secrets): string[] => [
  linkKey,
  ...Object.values(merchants).flatMap((own) => Object.values(own) as string[]),
]

/** 14 to 19 digits, perhaps in groups, that begin like a card's and whose last one checks the others (Luhn). */
const holdsCardNumber = (line: string): boolean =>
  [...line.matchAll(/\b[3-6](?:[ -]?\d){13,18}\b/g)].some(([digits]) => isLuhn(digits.replace(/\D/g, '')))

function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const twice = Number(digit) * (i % 2 === 0 ? 1 : 2)
    return total + (twice > 9 ? twice - 9 : twice)
  }, 0)
  return sum % 10 === 0
}

/** Throws where a log says too much; prints how much was read. */
export function expectSilence(about: string, { lines, leaks }: LogWatch): void {
  console.log(`${about}: ${lines()} lines of log, ${leaks().length} that say too much`)
  if (leaks().length > 0) throw new Error(`The log of ${about} says too much:\n${leaks().join('\n')}`)
}
