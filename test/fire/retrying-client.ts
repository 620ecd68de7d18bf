import { setTimeout as pause } from 'node:timers/promises'
import Stripe from 'stripe'
import type { RunLog } from './run-log.ts'

type Operation<T> = (options: Stripe.RequestOptions) => Promise<T>

/** The scenario ends here: the call was refused, or got no response for too long. */
export class Ended extends Error {
  override name = 'Ended'
}

const pauseMs = 300
/** An idempotency key is kept for a day; a retry must come before that. */
const keyLifeMs = 23 * 3_600_000

type Unanswered = { readonly since: number; readonly once: () => Promise<unknown> }

/**
 * A merchant's API client: every call has its own idempotency key and is retried under it until there is a response. Calls that
 * got none in time are retried at the end, unless their key is too old by then.
 */
export class RetryingClient {
  readonly #log: RunLog
  readonly #now: () => number
  readonly #patienceMs: number
  readonly #unanswered: Unanswered[] = []
  #calls = 0

  constructor(log: RunLog, now: () => number, patienceMs: number) {
    this.#log = log
    this.#now = now
    this.#patienceMs = patienceMs
  }

  /** Makes a call and records what its response acknowledges. */
  async call<T>(what: string, operation: Operation<T>, acknowledge: (answer: T) => void = () => undefined): Promise<T> {
    const idempotencyKey = `${what.replaceAll(' ', '-')}-${++this.#calls}`
    const once = async () => {
      const answer = await this.#log.request(() => operation({ idempotencyKey }))
      acknowledge(answer)
      this.#log.count('calls answered')
      return answer
    }
    const since = this.#now()
    const giveUpAt = Date.now() + this.#patienceMs
    for (;;) {
      try {
        return await once()
      } catch (error) {
        if (!this.#isLost(what, error)) throw new Ended(what)
        if (Date.now() > giveUpAt || this.#isOld(since)) {
          this.#unanswered.push({ since, once })
          throw new Ended(what)
        }
        await pause(pauseMs)
      }
    }
  }

  /** Retries unanswered calls under their old keys; one that still gets no response is a violation. */
  async retryUnanswered(): Promise<void> {
    for (const { since, once } of this.#unanswered.splice(0)) {
      if (this.#isOld(since)) {
        this.#log.count('calls with unknown outcome')
        continue
      }
      this.#log.count('calls retried at the end')
      await once().catch((error: unknown) => {
        if (this.#isLost('a retry at the end', error))
          this.#log.violations.push(`a call is still not answered: ${error}`)
      })
    }
  }

  #isOld(since: number): boolean {
    return this.#now() > since + keyLifeMs
  }

  /** Whether a call must be retried: its outcome is unknown, or it was deferred. */
  #isLost(what: string, error: unknown): boolean {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const { statusCode, code } = error
    if (statusCode === undefined) this.#log.count('calls lost')
    else if (statusCode === 503) this.#log.count('calls deferred')
    else if (code === 'idempotency_key_in_use' || statusCode === 409) this.#log.count('calls still running')
    else {
      this.#log.count(`refused ${what}: ${code ?? error.type}`)
      if (statusCode >= 500) this.#log.violations.push(`${what} was answered with a ${statusCode}`)
      return false
    }
    return true
  }
}
