import type { InValue } from '@libsql/client/http'
import type { Deliver } from '../../dev/sandbox/webhooks.ts'

/** An operation that was acknowledged to its caller, and the query that must find it: exactly one row, or it was lost. */
export type Acknowledged = { readonly what: string; readonly sql: string; readonly args: readonly InValue[] }

/** Counts what was tried in a run and how it was answered, and keeps every acknowledgement for the check at the end. */
export class RunLog {
  readonly acknowledged: Acknowledged[] = []
  readonly counts: Record<string, number> = {}
  /** Responses that must never occur. */
  readonly violations: string[] = []
  /** When a process was killed and when it served again, in real ms since 1970. */
  readonly outages: number[] = []
  /** Requests that are waiting for their response. */
  inFlight = 0

  count(what: string, times = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + times
  }

  acknowledge(what: string, sql: string, ...args: InValue[]): void {
    this.count('acknowledged')
    this.acknowledged.push({ what, sql, args })
  }

  /** Counts a request as in flight until it is answered; one that rejects counts as lost. */
  async request<T>(request: () => Promise<T>): Promise<T> {
    this.count('requests')
    this.inFlight += 1
    try {
      return await request()
    } catch (error) {
      this.count('requests without success')
      throw error
    } finally {
      this.inFlight -= 1
    }
  }

  /** Sends the provider's webhooks, and expects every one that the Worker acknowledges to be stored and applied. */
  webhookSender(send: Deliver = fetch): Deliver {
    return async (request) => {
      const message = (await request.clone().json()) as { id: string }
      const answer = await this.request(() => send(request))
      this.count(answer.ok ? 'webhooks accepted' : 'webhooks refused')
      if (answer.status === 500) this.violations.push(`message ${message.id} was answered with a 500`)
      if (answer.ok)
        this.acknowledge(
          `message ${message.id} is kept and applied`,
          'SELECT 1 FROM provider_events WHERE id = ? AND applied_at IS NOT NULL',
          message.id,
        )
      return answer
    }
  }
}
