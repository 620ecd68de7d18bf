import { tick as fire, queueIsDone } from '../../dev/cron.ts'
import { addDays } from '../../src/core/calendar/day.ts'
import { atHour, dayIn } from '../../src/core/calendar/zone.ts'
import { world } from './merchant.ts'
import { control } from './provider.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** The instant in the world, in ms since 1970. */
export const now = async (): Promise<number> => (await control<{ now: number }>('GET', 'clock')).now

/** Lets everything under way come to rest: the provider's messages arrive, and what was begun behind an answer is done. */
export async function settled(): Promise<void> {
  await queueIsDone(world.app)
  await control('POST', 'tick')
  await queueIsDone(world.app)
}

/** Fires cron once, now. */
export async function tick(): Promise<void> {
  await fire(world.app, '* * * * *', await now())
  await settled()
}

/** Lets time pass in steps (one, unless said otherwise), cron firing after each. */
export async function pass(ms: number, stepMs = ms): Promise<void> {
  await control('POST', 'clock', { advance: ms, stepMs })
  await settled()
}

/** Jumps to ten in the morning in Berlin, so many days ahead. */
export async function morning(daysAhead: number): Promise<void> {
  const from = await now()
  await pass(atHour('Europe/Berlin', addDays(dayIn('Europe/Berlin', from), daysAhead), 10) - from)
}
