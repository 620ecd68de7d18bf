/** When to strike: after so many answers of one kind, which have then taken effect and reached nobody yet. */
export type Aim = 'database' | 'provider' | 'mail server' | 'webhook' | 'cron'

export type Moment = {
  /** An answer of that kind is about to go on. */
  heard(aim: Aim): void
  /** Strikes at the `nth` answer from now on, or when `patienceMs` have passed; answers whether the aim was met. */
  strike(aim: Aim | 'any' | null, nth: number, patienceMs: number, blow: () => void): Promise<boolean>
  /** Nothing is to be struck any more; whoever waits hears that the aim was not met. */
  forget(): void
}

type Waiting = { readonly aim: Aim | 'any' | null; left: number; end(isMet: boolean, isStruck: boolean): void }

export function newMoment(): Moment {
  let waiting: Waiting | null = null
  return {
    heard(aim) {
      if ((waiting?.aim === aim || waiting?.aim === 'any') && --waiting.left === 0) waiting.end(true, true)
    },
    strike: (aim, nth, patienceMs, blow) =>
      new Promise((resolve) => {
        const end = (isMet: boolean, isStruck: boolean) => {
          clearTimeout(patience)
          waiting = null
          if (isStruck) blow()
          resolve(isMet)
        }
        const patience = setTimeout(end, patienceMs, aim === null, true)
        waiting = { aim, left: nth, end }
      }),
    forget: () => waiting?.end(false, false),
  }
}
