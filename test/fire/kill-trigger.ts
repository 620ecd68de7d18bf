/** The kinds of response that can trigger a kill: each has taken effect at its sender and reached nobody yet. */
export type TriggerPoint = 'database' | 'provider' | 'mail server' | 'webhook' | 'cron'

export type KillTrigger = {
  /** Called when a response of that kind is about to be passed on. */
  observe(aim: TriggerPoint): void
  /** Runs `action` at the `nth` response from now, or after `patienceMs` where the point is null; resolves to whether it was reached. */
  arm(aim: TriggerPoint | 'any' | null, nth: number, patienceMs: number, action: () => void): Promise<boolean>
  /** Cancels the armed action; its promise resolves to false. */
  disarm(): void
}

type Waiting = { readonly aim: TriggerPoint | 'any' | null; left: number; end(isMet: boolean, isStruck: boolean): void }

export function newKillTrigger(): KillTrigger {
  let waiting: Waiting | null = null
  return {
    observe(aim) {
      if ((waiting?.aim === aim || waiting?.aim === 'any') && --waiting.left === 0) waiting.end(true, true)
    },
    arm: (aim, nth, patienceMs, action) =>
      new Promise((resolve) => {
        const end = (isMet: boolean, isStruck: boolean) => {
          clearTimeout(patience)
          waiting = null
          if (isStruck) action()
          resolve(isMet)
        }
        const patience = setTimeout(end, patienceMs, aim === null, true)
        waiting = { aim, left: nth, end }
      }),
    disarm: () => waiting?.end(false, false),
  }
}
