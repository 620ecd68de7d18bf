import { join } from 'node:path'
import { freePort } from '../dev/ports.ts'
import { startServerProcess } from '../dev/server-process.ts'
import { median } from './compare-loads.ts'
import { cpuMs } from './cpu.ts'
import { type Asked, searchOf } from './documents/invoices.ts'
import type { Setup } from './setup.ts'

type Case = Pick<Asked, 'script' | 'lines'> & {
  /** The part of react-pdf's time that ours is meant to take at most. */
  readonly atMost: number
}

/** Kinds of documents. */
export const cases: Readonly<Record<string, Case>> = {
  'one page, Latin': { script: 'latin', lines: 5, atMost: 0.1 },
  'ten pages, Latin': { script: 'latin', lines: 235, atMost: 0.1 },
  'one page, Arabic': { script: 'arabic', lines: 5, atMost: 0.25 },
  'ten pages, Arabic': { script: 'arabic', lines: 235, atMost: 0.25 },
}

/** Turns that do not count, after which both sides have their fonts, and their code is compiled. */
const warmUps = 3

type Drawer = { readonly url: string; readonly pid: number }

/** For one document: from outside, and of the process with all its threads. */
type Turn = { readonly ms: number; readonly cpuMs: number; readonly pages: number }

export type DrawnBoth = {
  /** How long ours takes compared with react-pdf, by the clock and in CPU time. */
  readonly ratio: number
  readonly cpuRatio: number
  readonly ours: Turn
  readonly theirs: Turn
}

export type Amounts = { readonly rounds: number; readonly small: number; readonly large: number }

/** Draws the same invoices with the product in workerd and with react-pdf in Node, in turns. Each turn is one request. */
export async function pdf(setup: Setup, amounts: Amounts): Promise<Readonly<Record<string, DrawnBoth>>> {
  const ours = await setup.serve(join(import.meta.dirname, 'documents/draw.ts'))
  const port = await freePort()
  const theirs = await startServerProcess({
    args: [join(import.meta.dirname, 'documents/serve-react-pdf.ts'), String(port)],
    url: `http://127.0.0.1:${port}`,
    // Without it, React checks what it is given and is slower.
    env: { NODE_ENV: 'production' },
  })
  try {
    const found: Record<string, DrawnBoth> = {}
    for (const [name, one] of Object.entries(cases)) found[name] = await both(ours, theirs, one, amounts)
    return found
  } finally {
    await theirs.stop()
  }
}

async function both(ours: Drawer, theirs: Drawer, { script, lines }: Case, amounts: Amounts): Promise<DrawnBoth> {
  const count = lines > 100 ? amounts.large : amounts.small
  const turns: { ours: Turn; theirs: Turn }[] = []
  for (let round = 0; round < warmUps + amounts.rounds; round++) {
    const asked = { script, lines, from: round * count, count }
    const drawOurs = () => draw(ours, asked)
    const drawTheirs = () => draw(theirs, asked)
    if (round % 2 === 0) turns.push({ ours: await drawOurs(), theirs: await drawTheirs() })
    else turns.push({ theirs: await drawTheirs(), ours: await drawOurs() })
  }
  const counted = turns.slice(warmUps)
  return {
    ratio: median(counted.map(({ ours, theirs }) => ours.ms / theirs.ms)),
    cpuRatio: median(counted.map(({ ours, theirs }) => ours.cpuMs / theirs.cpuMs)),
    ours: middle(counted.map((turn) => turn.ours)),
    theirs: middle(counted.map((turn) => turn.theirs)),
  }
}

async function draw({ url, pid }: Drawer, asked: Asked): Promise<Turn> {
  const [began, cpuBefore] = [performance.now(), await cpuMs(pid)]
  const response = await fetch(`${url}/${searchOf(asked)}`)
  const file = Buffer.from(await response.arrayBuffer())
  const tookMs = performance.now() - began
  if (!response.ok) throw new Error(`The invoices were not drawn: ${response.status}.`)
  const cpuTookMs = (await cpuMs(pid)) - cpuBefore
  const pages = file.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
  return { ms: tookMs / asked.count, cpuMs: cpuTookMs / asked.count, pages }
}

const middle = (turns: readonly Turn[]): Turn => ({
  ms: median(turns.map(({ ms }) => ms)),
  cpuMs: median(turns.map(({ cpuMs }) => cpuMs)),
  pages: median(turns.map(({ pages }) => pages)),
})
