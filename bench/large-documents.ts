import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cpuMs } from './cpu.ts'
import { searchOf } from './documents/invoices.ts'
import type { Setup } from './setup.ts'

/** Half of what a Worker may use, so that there is room for other requests of the isolate. */
export const heapMb = 64

const lines = 500
const documents = 6

/** What large documents take, Latin and Arabic in turns, in a Worker with a limited heap. */
export type Large = {
  /** CPU time of the first document of an isolate, with the fonts to parse, and of the last. */
  readonly firstMs: number
  readonly lastMs: number
  /** By how much the process grew, fonts and compiled code included. */
  readonly grownMb: number
}

/** Draws large documents one after the other. Throws if the heap is too small for them. */
export async function largeDocuments(setup: Setup): Promise<Large> {
  const { url, pid } = await setup.serve(join(import.meta.dirname, 'documents/draw.ts'), {}, heapMb)
  const before = await residentMb(pid, 'VmRSS')
  const took: number[] = []
  for (let from = 0; from < documents; from++) {
    const cpuBefore = await cpuMs(pid)
    const script = from % 2 === 0 ? 'latin' : 'arabic'
    const response = await fetch(`${url}/${searchOf({ script, lines, from, count: 1 })}`)
    await response.arrayBuffer()
    if (!response.ok) throw new Error(`A document of ${lines} lines was not drawn: ${response.status}.`)
    took.push((await cpuMs(pid)) - cpuBefore)
  }
  return { firstMs: took[0]!, lastMs: took.at(-1)!, grownMb: (await residentMb(pid, 'VmHWM')) - before }
}

/** The memory of a process now, or at its highest. */
async function residentMb(pid: number, which: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(new RegExp(`${which}:\\s+(\\d+)`).exec(status)?.[1]) / 1024
}
