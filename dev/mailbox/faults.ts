/** How a delivery can go wrong on request, and what the sender then knows. */
export const faultKinds = {
  /** The connection is closed before the greeting: surely not delivered. */
  refuse: 'connection',
  /** The recipient is turned away for now: surely not delivered, worth another try. */
  tempfail_451: 'recipient',
  /** The recipient is turned away for good: surely not delivered. */
  reject_550: 'recipient',
  /** The mail is kept, and the connection reset before the answer: delivered, but the sender cannot know. */
  drop_after_accept: 'message',
  /** The mail is read, thrown away and never answered: not delivered, but the sender cannot know. */
  hang: 'message',
} as const

export type FaultKind = keyof typeof faultKinds
type Moment = (typeof faultKinds)[FaultKind]

/** Strikes the next `times` deliveries; with `to`, only those whose recipient contains it. */
export type Fault = { kind: FaultKind; times: number; to?: string }

export class Faults {
  #armed: Fault[] = []

  /** Answers a sentence when the wish makes no sense, and null when it is armed. */
  arm(wish: unknown): string | null {
    const { kind, times = 1, to } = (typeof wish === 'object' && wish !== null ? wish : {}) as Record<string, unknown>
    if (typeof kind !== 'string' || !Object.hasOwn(faultKinds, kind))
      return `kind must be one of ${Object.keys(faultKinds).join(', ')}.`
    if (!Number.isInteger(times) || (times as number) < 1) return 'times must be a whole number from 1.'
    if (to !== undefined && (typeof to !== 'string' || to === '')) return 'to must be a recipient, or a part of one.'
    if (to && kind === 'refuse') return 'refuse strikes before any recipient is known, so it cannot have a to.'
    this.#armed.push({ kind: kind as FaultKind, times: times as number, to })
    return null
  }

  armed(): Fault[] {
    return this.#armed.map((fault) => ({ ...fault }))
  }

  clear(): void {
    this.#armed = []
  }

  /** The first armed fault for this moment and one of these recipients; it has struck once more. */
  strike(moment: Moment, recipients: string[] = []): FaultKind | null {
    const fault = this.#armed.find(({ kind, to }) => {
      const wanted = to?.toLowerCase()
      return faultKinds[kind] === moment && (!wanted || recipients.some((one) => one.toLowerCase().includes(wanted)))
    })
    if (!fault) return null
    fault.times -= 1
    this.#armed = this.#armed.filter(({ times }) => times > 0)
    return fault.kind
  }
}
