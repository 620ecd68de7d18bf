import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { end, endWithParent, hasEnded, kill } from './child-process.ts'

const timeoutMs = 30_000

/** A server on loopback in its own process group. */
export type ServerProcess = {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
  /** Kills it (SIGKILL). */
  kill(): Promise<void>
}

type Start = {
  /** The script for Node, and its arguments. */
  readonly args: readonly string[]
  readonly url: string
  readonly env?: Record<string, string>
  readonly log?: (line: string) => void
}

/** Starts a script that serves at `url`, and resolves once it responds. Throws with its output if it does not. */
export async function startServerProcess({ args, url, env, log }: Start): Promise<ServerProcess> {
  const child = spawn(process.execPath, [...args], {
    detached: true,
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', ...env },
  })
  endWithParent(child)
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      output.push(line)
      if (output.length > 60) output.shift()
      log?.(line)
    })
  }
  const deadline = Date.now() + timeoutMs
  while (!(await answers(url))) {
    if (hasEnded(child) || Date.now() > deadline) {
      await kill(child)
      throw new Error(`The Worker did not start:\n${output.join('\n')}`)
    }
    await pause(50)
  }
  return { url, pid: child.pid ?? 0, stop: () => end(child), kill: () => kill(child) }
}

const answers = (url: string) =>
  fetch(`${url}/robots.txt`, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  )
