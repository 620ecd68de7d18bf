import { tick as fire, queueIsDone } from '../../dev/cron.ts'
import { addDays } from '../../src/core/calendar/day.ts'
import { atHour, dayIn } from '../../src/core/calendar/zone.ts'
import { world } from './merchant.ts'
import { control } from './provider.ts'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs

/** The world's clock, in ms since 1970. */
export const now = async (): Promise<number> => (await control<{ now: number }>('GET', 'clock')).now

/** Waits until the provider's webhooks have arrived and work behind responses is done. */
export async function settled(): Promise<void> {
  await queueIsDone(world.app)
  await control('POST', 'tick')
  await queueIsDone(world.app)
}

/** Fires cron once at the current time. */
export async function tick(): Promise<void> {
  await fire(world.app, '* * * * *', await now())
  await settled()
}

/** Advances the clock in steps (one by default), firing cron after each. */
export async function pass(ms: number, stepMs = ms): Promise<void> {
  await control('POST', 'clock', { advance: ms, stepMs })
  await settled()
}

/** Advances the clock to ten in the morning in Berlin, so many days ahead. */
export async function morning(daysAhead: number): Promise<void> {
  const from = await now()
  await pass(atHour('Europe/Berlin', addDays(dayIn('Europe/Berlin', from), daysAhead), 10) - from)
}
