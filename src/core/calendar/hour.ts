import { dayMs } from './day.ts'
import { offsetMs } from './zone.ts'

/** The hour, 0 to 23, that a zone's clocks show at an instant in ms since 1970. */
export function hourIn(zone: string, instantMs: number): number {
  const wallMs = instantMs + offsetMs(zone, instantMs)
  return Math.floor((((wallMs % dayMs) + dayMs) % dayMs) / 3_600_000)
}
