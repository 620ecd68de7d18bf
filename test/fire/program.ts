import { setTimeout as pause } from 'node:timers/promises'
import Stripe from 'stripe'
import type { Notebook } from './notebook.ts'

type Deed<T> = (options: Stripe.RequestOptions) => Promise<T>

/** The work ends here: it was refused, or nobody answered for too long. */
export class Ended extends Error {
  override name = 'Ended'
}

const pauseMs = 300
/** A key is good for a day; nobody may count on it for longer. */
const keyLifeMs = 23 * 3_600_000

type Unanswered = { readonly since: number; readonly once: () => Promise<unknown> }

/**
 * A merchant's program: every call has a key of its own, and is made again under it until there is an answer. What was not
 * answered in time is done again when the program comes back, unless the key has grown old by then.
 */
export class Program {
  readonly #notebook: Notebook
  readonly #now: () => number
  readonly #patienceMs: number
  readonly #unanswered: Unanswered[] = []
  #calls = 0

  constructor(notebook: Notebook, now: () => number, patienceMs: number) {
    this.#notebook = notebook
    this.#now = now
    this.#patienceMs = patienceMs
  }

  /** Makes a call and notes what its answer promises. */
  async call<T>(what: string, deed: Deed<T>, promise: (answer: T) => void = () => undefined): Promise<T> {
    const idempotencyKey = `${what.replaceAll(' ', '-')}-${++this.#calls}`
    const once = async () => {
      const answer = await this.#notebook.ask(() => deed({ idempotencyKey }))
      promise(answer)
      this.#notebook.count('calls answered')
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

  /** Does again, under their old keys, the calls that nobody answered; whatever still isn't is a wrong. */
  async comeBack(): Promise<void> {
    for (const { since, once } of this.#unanswered.splice(0)) {
      if (this.#isOld(since)) {
        this.#notebook.count('calls whose outcome nobody was told')
        continue
      }
      this.#notebook.count('calls made again at the end')
      await once().catch((error: unknown) => {
        if (this.#isLost('coming back', error)) this.#notebook.wrongs.push(`a call is still not answered: ${error}`)
      })
    }
  }

  #isOld(since: number): boolean {
    return this.#now() > since + keyLifeMs
  }

  /** Whether it is unknown what became of a call, or said that it was not done for now. */
  #isLost(what: string, error: unknown): boolean {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const { statusCode, code } = error
    if (statusCode === undefined) this.#notebook.count('calls lost in the air')
    else if (statusCode === 503) this.#notebook.count('calls put off')
    else if (code === 'idempotency_key_in_use' || statusCode === 409) this.#notebook.count('calls still running')
    else {
      this.#notebook.count(`refused ${what}: ${code ?? error.type}`)
      if (statusCode >= 500) this.#notebook.wrongs.push(`${what} was answered with a ${statusCode}`)
      return false
    }
    return true
  }
}
