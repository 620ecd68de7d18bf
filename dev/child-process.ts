import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

// `read` returns when the pipe closes, and the kernel closes the pipe however the parent ends.
const watchdog = `
read _
kill -s INT -- -$0 2>/dev/null || exit 0
for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  sleep 0.2
  kill -s 0 -- -$0 2>/dev/null || exit 0
done
kill -s KILL -- -$0 2>/dev/null`

/**
 * Ends the child's process group when this process dies, even by SIGKILL, where no exit handler runs.
 * The child must have been spawned with `detached: true`, so that it leads a group and Ctrl-C reaches us alone.
 */
export function endWithParent(child: ChildProcess): void {
  if (child.pid === undefined) return
  const watcher = spawn('/bin/sh', ['-c', watchdog, String(child.pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.on('error', () => undefined)
  watcher.unref()
  ;(watcher.stdin as unknown as { unref(): void }).unref()
  child.once('exit', () => watcher.kill('SIGKILL'))
}

/** Interrupts the child's process group (SIGINT), and kills it (SIGKILL) if it has not ended within `graceMs`. */
export async function end(child: ChildProcess, graceMs = 3000): Promise<void> {
  if (hasEnded(child)) return
  const exited = once(child, 'exit')
  signalGroup(child, 'SIGINT')
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs)
  await exited
  clearTimeout(timer)
}

/** Kills the child's process group (SIGKILL). */
export async function kill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const exited = once(child, 'exit')
  signalGroup(child, 'SIGKILL')
  await exited
}

export const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
