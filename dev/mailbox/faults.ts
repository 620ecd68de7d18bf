/** The faults that can be injected into a delivery, and what the sender then knows. */
export const faultKinds = {
  /** The connection is closed before the greeting: surely not delivered. */
  refuse: 'connection',
  /** The recipient is refused temporarily: surely not delivered, worth a retry. */
  tempfail_451: 'recipient',
  /** The recipient is refused permanently: surely not delivered. */
  reject_550: 'recipient',
  /** The mail is stored and the connection reset before the reply: delivered, but the sender cannot know. */
  drop_after_accept: 'message',
  /** The mail is read, dropped and never answered: not delivered, but the sender cannot know. */
  hang: 'message',
} as const

export type FaultKind = keyof typeof faultKinds
type Stage = (typeof faultKinds)[FaultKind]

/** Applies to the next `times` deliveries; with `to`, only to those whose recipient contains it. */
export type Fault = { kind: FaultKind; times: number; to?: string }

export class Faults {
  #armed: Fault[] = []

  /** Adds a fault; returns an error message where the request is invalid, and null otherwise. */
  arm(request: unknown): string | null {
    const {
      kind,
      times = 1,
      to,
    } = (typeof request === 'object' && request !== null ? request : {}) as Record<string, unknown>
    if (typeof kind !== 'string' || !Object.hasOwn(faultKinds, kind))
      return `kind must be one of ${Object.keys(faultKinds).join(', ')}.`
    if (!Number.isInteger(times) || (times as number) < 1) return 'times must be a whole number from 1.'
    if (to !== undefined && (typeof to !== 'string' || to === '')) return 'to must be a recipient, or a part of one.'
    if (to && kind === 'refuse') return 'refuse applies before any recipient is known, so it cannot have a to.'
    this.#armed.push({ kind: kind as FaultKind, times: times as number, to })
    return null
  }

  armed(): Fault[] {
    return this.#armed.map((fault) => ({ ...fault }))
  }

  clear(): void {
    this.#armed = []
  }

  /** Takes the first fault for this stage and one of these recipients; its remaining count goes down by one. */
  take(stage: Stage, recipients: string[] = []): FaultKind | null {
    const fault = this.#armed.find(({ kind, to }) => {
      const wanted = to?.toLowerCase()
      return faultKinds[kind] === stage && (!wanted || recipients.some((one) => one.toLowerCase().includes(wanted)))
    })
    if (!fault) return null
    fault.times -= 1
    this.#armed = this.#armed.filter(({ times }) => times > 0)
    return fault.kind
  }
}
