import { setTimeout as pause } from 'node:timers/promises'
import { type Heard, hear, uncalm } from './calm.ts'

/** What readers were answered while one thing failed now and then. */
export type Readings = {
  readonly ok: number
  /** Calm pages of "not now", after a wait that only a hanging database can cause. */
  readonly late: number
  /** How long the others waited for such a page, in ms. */
  readonly early: readonly number[]
  readonly wrongs: readonly string[]
}

/** From here on an answer was waited for: no part of the database's patience (5 s) is used up by a fault that shows at once. */
const lateMs = 4500
const pauseMs = 15

/** People who look at invoices again and again until `isOver`, each in a lane of their own; no answer may be anything but calm. */
export async function read(links: readonly string[], lanes: number, isOver: () => boolean): Promise<Readings> {
  const readings = { ok: 0, late: 0, early: [] as number[], wrongs: [] as string[] }
  const note = (what: string, heard: Heard | null) => {
    const isWhole = heard?.status === 200 && heard.body.trimEnd().endsWith('>')
    if (isWhole) readings.ok += 1
    else if (heard?.status === 503 && heard.ms >= lateMs) readings.late += 1
    else if (heard?.status === 503) readings.early.push(Math.round(heard.ms))
    if (!isWhole) readings.wrongs.push(...uncalm(what, 'page', heard, 'de'))
  }
  const lane = async (index: number) => {
    for (let turn = index; !isOver(); turn += 1) {
      const link = links[turn % links.length]!
      const path = turn % 4 === 3 ? `${link}/panel` : link
      note(`reader ${index} at turn ${turn}`, await hear(() => fetch(path, { headers: { 'accept-language': 'de' } })))
      await pause(pauseMs)
    }
  }
  await Promise.all(Array.from({ length: lanes }, (_, index) => lane(index)))
  return readings
}
