const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' })
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' })

/** A short time in this machine's zone: the time of day, with the date where it is not today. */
export function shortTime(instant: string, now: Date): string {
  const date = new Date(instant)
  return day.format(date) === day.format(now) ? time.format(date) : `${day.format(date)}, ${time.format(date)}`
}

/** The full date and time with zone. */
export const fullTime = (instant: string): string => full.format(new Date(instant))
