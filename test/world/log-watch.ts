import type { Secrets } from '../../dev/secrets.ts'

/** The local server's own request lines; in production requests are not logged (`invocation_logs`). */
const byTheServer = /^\[wrangler:info\] ([A-Z]+ \/\S* \d{3} .*|QUEUE .*)$/

/** The shape of a complete API key or webhook secret. */
export const keyShape = /\b([rs]k_(test|live)|whsec_)\w{16,}/

/** Shapes that no line may contain; the sender address of all mails is allowed. */
const shapes = {
  'a link token': /\beyJ[\w-]{8,}\.[\w-]{8,}/,
  'an API key or a webhook secret': keyShape,
  'an e-mail address': /[\w.+-]+@(?!remit\.example)[\w-]+(\.[\w-]+)*\.[a-z]{2,}/i,
} as const

export type LogWatch = {
  /** Checks one line of a Worker's log. */
  check(line: string): void
  readonly lines: () => number
  /** Every line with a leak, and the kind of leak. */
  readonly leaks: () => readonly string[]
}

/**
 * Checks a Worker's log and collects every line with a secret, a token, an email address or a card number. The
 * world's secrets are read at the first line, when they surely exist.
 */
export function watchLog(secretsOf: () => Secrets): LogWatch {
  let secrets: readonly string[] | undefined
  const leaks: string[] = []
  let lines = 0
  return {
    lines: () => lines,
    leaks: () => leaks,
    check(line) {
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

/** Every secret of a world in the form in which it would be logged. */
export const textsOf = ({ linkKey, merchants }: Secrets): string[] => [
  linkKey,
  ...Object.values(merchants).flatMap((own) => Object.values(own) as string[]),
]

/** 14 to 19 digits, possibly grouped, with a card's prefix and a valid Luhn check digit. */
const holdsCardNumber = (line: string): boolean =>
  [...line.matchAll(/\b[3-6](?:[ -]?\d){13,18}\b/g)].some(([digits]) => isLuhn(digits.replace(/\D/g, '')))

function isLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const twice = Number(digit) * (i % 2 === 0 ? 1 : 2)
    return total + (twice > 9 ? twice - 9 : twice)
  }, 0)
  return sum % 10 === 0
}

/** Throws where a log has leaks; prints how many lines were checked. */
export function expectNoLeaks(about: string, { lines, leaks }: LogWatch): void {
  console.log(`${about}: ${lines()} lines of log, ${leaks().length} with a leak`)
  if (leaks().length > 0) throw new Error(`The log of ${about} says too much:\n${leaks().join('\n')}`)
}
