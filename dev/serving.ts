import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { cut, end, endWithParent, hasEnded } from './child-process.ts'

const patienceMs = 30_000

/** A program that serves on loopback, in a process group of its own. */
export type Serving = {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

type Start = {
  /** What Node runs: a script and its arguments. */
  readonly args: readonly string[]
  readonly url: string
  readonly env?: Record<string, string>
  readonly log?: (line: string) => void
}

/** Starts a script that will serve at `url`, and answers once it does. Throws what it said when it does not. */
export async function startServing({ args, url, env, log }: Start): Promise<Serving> {
  const child = spawn(process.execPath, [...args], {
    detached: true,
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  })
  endWithParent(child)
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      said.push(line)
      if (said.length > 60) said.shift()
      log?.(line)
    })
  }
  const giveUpAt = Date.now() + patienceMs
  while (!(await answers(url))) {
    if (hasEnded(child) || Date.now() > giveUpAt) {
      await cut(child)
      throw new Error(`The Worker did not start:\n${said.join('\n')}`)
    }
    await pause(50)
  }
  return { url, pid: child.pid ?? 0, stop: () => end(child), kill: () => cut(child) }
}

const answers = (url: string) =>
  fetch(`${url}/robots.txt`, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  )
