import { type Desk, makeId } from './desk.ts'

/** What the provider will do by itself when its time comes. */
export type AgendaDeed =
  | 'settle_debit'
  | 'fail_debit'
  | 'open_dispute'
  | 'succeed_refund'
  | 'fail_refund'
  | 'expire_session'
  | 'expire_authorization'

export type AgendaItem = {
  readonly id: string
  /** Epoch milliseconds. */
  readonly at: number
  readonly deed: AgendaDeed
  /** The object that it is about. */
  readonly on: string
  readonly reason: string | null
}

export function plan(desk: Desk, at: number, deed: AgendaDeed, on: string, reason: string | null = null): void {
  desk.books.agenda.push({ id: makeId(desk, 'agenda', 12), at, deed, on, reason })
}

/** Takes what is planned for an object off the agenda. */
export function unplan({ books }: Desk, on: string): void {
  books.agenda = books.agenda.filter((item) => item.on !== on)
}

/** The earliest item whose time has come. */
export function nextDue({ books, nowMs }: Desk): AgendaItem | null {
  let next: AgendaItem | null = null
  for (const item of books.agenda) if (item.at <= nowMs && (next === null || item.at < next.at)) next = item
  return next
}

const dayMs = 86_400_000

/** The instant a number of bank days later; Saturdays and Sundays (UTC) do not count. */
export function bankDaysAfter(fromMs: number, days: number): number {
  let at = fromMs
  for (let left = days; left > 0; ) {
    at += dayMs
    const weekday = new Date(at).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return at
}
