import type { Mail } from '../../dev/mailbox/mail.ts'
import type { Environment } from './environment.ts'

/** Collects every mail that reaches an environment's mailbox, which itself keeps only the newest. */
export class MailCollector {
  readonly #env: Environment
  readonly #byId = new Map<string, Mail>()

  constructor(env: Environment) {
    this.#env = env
  }

  /** Fetches the mails that arrived since the last call. */
  async fetch(): Promise<void> {
    const since = [...this.#byId.values()].at(-1)?.receivedAt ?? '1970-01-01T00:00:00Z'
    const answer = await fetch(`${this.#env.mailbox}/api/mails?since=${encodeURIComponent(since)}`)
    for (const mail of ((await answer.json()) as Mail[]).toReversed()) this.#byId.set(mail.id, mail)
  }

  all(): Mail[] {
    return [...this.#byId.values()]
  }

  /** The link to the invoice in the newest mail to an address. */
  linkFor(email: string): string | undefined {
    const mail = this.all().findLast(({ envelope }) => envelope.to.includes(email))
    return mail?.links.find((link) => link.startsWith(`${this.#env.app}/i/`))
  }
}
