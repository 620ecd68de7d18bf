/** The kinds of response that can trigger a kill: each has taken effect at its sender and reached nobody yet. */
export type TriggerPoint = 'database' | 'provider' | 'mail server' | 'webhook' | 'cron'

export type KillTrigger = {
  /** Called when a response of that kind is about to be passed on. */
  observe(point: TriggerPoint): void
  /** Runs `action` at the `nth` response from now, or after `patienceMs` where the point is null; resolves to whether it was reached. */
  arm(point: TriggerPoint | 'any' | null, nth: number, patienceMs: number, action: () => void): Promise<boolean>
  /** Cancels the armed action; its promise resolves to false. */
  disarm(): void
}

type Waiting = {
  readonly point: TriggerPoint | 'any' | null
  left: number
  end(isMet: boolean, isStruck: boolean): void
}

export function newKillTrigger(): KillTrigger {
  let waiting: Waiting | null = null
  return {
    observe(point) {
      if ((waiting?.point === point || waiting?.point === 'any') && --waiting.left === 0) waiting.end(true, true)
    },
    arm: (point, nth, patienceMs, action) =>
      new Promise((resolve) => {
        const end = (isMet: boolean, isStruck: boolean) => {
          clearTimeout(patience)
          waiting = null
          if (isStruck) action()
          resolve(isMet)
        }
        const patience = setTimeout(end, patienceMs, point === null, true)
        waiting = { point, left: nth, end }
      }),
    disarm: () => waiting?.end(false, false),
  }
}
