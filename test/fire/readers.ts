import { setTimeout as pause } from 'node:timers/promises'
import { flawsOf503, type Received, receive } from './graceful-503.ts'

/** The responses that readers got while faults were injected. */
export type Readings = {
  readonly ok: number
  /** 503 pages after a wait that only a hanging database can cause. */
  readonly late: number
  /** How long the other 503 pages took, in ms. */
  readonly early: readonly number[]
  readonly violations: readonly string[]
}

/** A response this late ran into the database timeout (5 s); a fault that shows at once uses none of it. */
const lateMs = 4500
const pauseMs = 15

/** Loads invoice pages from so many concurrent readers until `isOver`; a response that is neither whole nor a proper 503 is a violation. */
export async function read(links: readonly string[], readers: number, isOver: () => boolean): Promise<Readings> {
  const readings = { ok: 0, late: 0, early: [] as number[], violations: [] as string[] }
  const note = (what: string, received: Received | null) => {
    const isWhole = received?.status === 200 && received.body.trimEnd().endsWith('>')
    if (isWhole) readings.ok += 1
    else if (received?.status === 503 && received.ms >= lateMs) readings.late += 1
    else if (received?.status === 503) readings.early.push(Math.round(received.ms))
    if (!isWhole) readings.violations.push(...flawsOf503(what, 'page', received, 'de'))
  }
  const reader = async (index: number) => {
    for (let turn = index; !isOver(); turn += 1) {
      const link = links[turn % links.length]!
      const path = turn % 4 === 3 ? `${link}/panel` : link
      note(
        `reader ${index} at turn ${turn}`,
        await receive(() => fetch(path, { headers: { 'accept-language': 'de' } })),
      )
      await pause(pauseMs)
    }
  }
  await Promise.all(Array.from({ length: readers }, (_, index) => reader(index)))
  return readings
}
