import { join } from 'node:path'
import { bundle } from './bundle.ts'
import { median } from './compare-loads.ts'
import { cpuMs } from './cpu.ts'
import { type Served, serveBundle } from './serve.ts'

type StartUp = { readonly cpuMs: number; readonly emptyMs: number }

/**
 * The CPU time for evaluating the product's modules: a workerd that has evaluated them and answered once, minus one
 * with an empty Worker. Starts alternate; Linux only, since the kernel's CPU accounting is read.
 */
export async function startUp(dir: string, rounds: number): Promise<StartUp> {
  const here = import.meta.dirname
  const [product, empty] = [
    await bundle(join(here, 'evaluate-modules.ts'), join(dir, 'evaluate-modules')),
    await bundle(join(here, 'bare/empty.ts'), join(dir, 'empty')),
  ]
  const turns: { ours: number; none: number }[] = []
  for (let round = 0; round < rounds; round++)
    turns.push({ ours: await cpuOfStart(product, join(dir, 'a')), none: await cpuOfStart(empty, join(dir, 'b')) })
  return {
    cpuMs: median(turns.map(({ ours, none }) => ours - none)),
    emptyMs: median(turns.map(({ none }) => none)),
  }
}

async function cpuOfStart(path: string, dir: string): Promise<number> {
  const served: Served = await serveBundle(path, dir, {})
  const tookMs = await cpuMs(served.pid)
  await served.stop()
  return tookMs
}
