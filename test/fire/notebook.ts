import type { InValue } from '@libsql/client/http'
import type { Deliver } from '../../dev/sandbox/webhooks.ts'

/** What somebody was told is done, and the statement that must find it in the database: one row, or it was lost. */
export type Promised = { readonly what: string; readonly sql: string; readonly args: readonly InValue[] }

/** What was tried in a town, how it was answered, and what the answers promise. */
export class Notebook {
  readonly promised: Promised[] = []
  readonly counts: Record<string, number> = {}
  /** What nobody may ever be answered. */
  readonly wrongs: string[] = []
  /** When a process died and when it served again, in real ms since 1970. */
  readonly deaths: number[] = []
  /** Requests that are waiting for their answer. */
  inTheAir = 0

  count(what: string, times = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + times
  }

  promise(what: string, sql: string, ...args: InValue[]): void {
    this.count('promises made')
    this.promised.push({ what, sql, args })
  }

  /** Counts a request as in the air until it is answered; one that rejects was lost there. */
  async ask<T>(request: () => Promise<T>): Promise<T> {
    this.count('requests')
    this.inTheAir += 1
    try {
      return await request()
    } catch (error) {
      this.count('not answered with success')
      throw error
    } finally {
      this.inTheAir -= 1
    }
  }

  /** Carries the provider's messages, and holds the Worker to every one that it says it has received. */
  deliverer(send: Deliver = fetch): Deliver {
    return async (request) => {
      const message = (await request.clone().json()) as { id: string }
      const answer = await this.ask(() => send(request))
      this.count(answer.ok ? 'messages received' : 'messages turned away')
      if (answer.status === 500) this.wrongs.push(`message ${message.id} was answered with a 500`)
      if (answer.ok)
        this.promise(
          `message ${message.id} is kept and applied`,
          'SELECT 1 FROM provider_events WHERE id = ? AND applied_at IS NOT NULL',
          message.id,
        )
      return answer
    }
  }
}
