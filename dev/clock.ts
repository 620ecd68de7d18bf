import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const hourMs = 3_600_000

export type TickListener = (nowMs: number) => Promise<void> | void

export type Clock = {
  /** The current instant, in epoch milliseconds. */
  now(): number
  /** By how much the clock is ahead of real time. */
  readonly offsetMs: number
  /** Moves forward in steps (an hour by default), and awaits every listener before the first step and after each. */
  advance(ms: number, options?: { stepMs?: number }): Promise<void>
  /** Moves forward to an instant. */
  set(nowMs: number, options?: { stepMs?: number }): Promise<void>
  /** Calls `listener` after each step; returns a function that removes it. */
  onTick(listener: TickListener): () => void
}

/**
 * The clock of the local world: real time plus an offset that only grows, stored in `file` so that a restart does not set time
 * back. `base` replaces real time, so that a test can stop it. Setting it back throws a RangeError.
 */
export function createClock(options: { file?: string; base?: () => number } = {}): Clock {
  const base = options.base ?? Date.now
  let offsetMs = readOffset(options.file)
  const listeners = new Set<TickListener>()
  let moving = Promise.resolve()

  async function move(ms: number, stepMs: number): Promise<void> {
    // Work in progress is finished first, since the jump would exceed its leases and timeouts.
    for (const listener of listeners) await listener(base() + offsetMs)
    for (let left = ms; left > 0; left -= stepMs) {
      offsetMs += Math.min(stepMs, left)
      writeOffset(options.file, offsetMs)
      for (const listener of listeners) await listener(base() + offsetMs)
    }
  }

  const clock: Clock = {
    now: () => base() + offsetMs,
    get offsetMs() {
      return offsetMs
    },
    advance(ms, { stepMs = hourMs } = {}) {
      if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError(`Time only moves forward, not by ${ms} ms.`)
      if (!Number.isSafeInteger(stepMs) || stepMs < 1) throw new RangeError(`A step cannot be ${stepMs} ms long.`)
      const moved = moving.then(() => move(ms, stepMs))
      // One failed listener must not stop every later move.
      moving = moved.catch(() => undefined)
      return moved
    },
    set(nowMs, steps) {
      return clock.advance(Math.round(nowMs - clock.now()), steps)
    },
    onTick(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return clock
}

function readOffset(file: string | undefined): number {
  if (file === undefined || !existsSync(file)) return 0
  const { offsetMs } = JSON.parse(readFileSync(file, 'utf8')) as { offsetMs: unknown }
  if (!Number.isSafeInteger(offsetMs) || (offsetMs as number) < 0)
    throw new Error(`${file} should hold the clock's offset in milliseconds, but holds ${JSON.stringify(offsetMs)}.`)
  return offsetMs as number
}

function writeOffset(file: string | undefined, offsetMs: number): void {
  if (file === undefined) return
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(`${file}.new`, JSON.stringify({ offsetMs }))
  renameSync(`${file}.new`, file)
}
