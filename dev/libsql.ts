import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { end, endWithParent, hasEnded, kill } from './child-process.ts'
import { sqldBinary } from './sqld.ts'

export type Libsql = {
  url: string
  pid: number
  /** Stops the server; the data stays. */
  stop(): Promise<void>
  /** Kills it (SIGKILL). */
  kill(): Promise<void>
  /** Resolves when the server has ended for any reason. */
  exited: Promise<void>
}

const timeoutMs = 10_000
/**
 * Requests are served one after another. SQLite has one writer anyhow, and this build of the server blocks forever if two connections
 * write while the log is compacted ("DbCreateTimeout").
 */
const maxConnections = 1

/**
 * Starts a libSQL server on loopback with its data in `dir`, and resolves once it responds. It ends with this process, however that
 * ends. Throws a sentence if it cannot start, or if another server uses `dir`.
 */
export async function startLibsql(options: {
  dir: string
  port: number
  log?: (line: string) => void
}): Promise<Libsql> {
  const { dir, port, log } = options
  const binary = await sqldBinary()
  await mkdir(dir, { recursive: true })
  await refuseSecondServer(dir)

  const url = `http://127.0.0.1:${port}`
  const listen = ['--http-listen-addr', `127.0.0.1:${port}`, '--max-concurrent-connections', String(maxConnections)]
  const server = spawn(binary, ['--no-welcome', '-d', dir, ...listen], {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Without the developer's own SQLD_* settings.
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  })
  endWithParent(server)
  const exited = new Promise<void>((resolve) => {
    server.once('exit', () => resolve())
    server.once('error', () => resolve())
  })

  const output: string[] = []
  for (const stream of [server.stdout, server.stderr]) {
    createInterface(stream).on('line', (line) => {
      output.push(line)
      if (output.length > 50) output.shift()
      log?.(line)
    })
  }

  if (!(await serves(url, server, output))) {
    await kill(server)
    const reason = output.find((line) => /error/i.test(line)) ?? output.at(-1) ?? 'it printed nothing'
    throw new Error(`The database server did not start on port ${port}: ${reason}`)
  }

  const pid = server.pid as number
  await writeFile(serverFile(dir), JSON.stringify({ pid, url }))
  return { url, pid, exited, stop: () => end(server), kill: () => kill(server) }
}

/** Whether it is up. Its output is checked too, since on a taken port another server may respond in its place. */
async function serves(url: string, server: ChildProcess, output: string[]): Promise<boolean> {
  const until = Date.now() + timeoutMs
  while (server.pid !== undefined && !hasEnded(server) && Date.now() < until) {
    if (output.some((line) => line.includes('listening for incoming user HTTP')) && (await answers(url))) return true
    await pause(20)
  }
  return false
}

const serverFile = (dir: string) => join(dir, 'served-by.json')

/** sqld itself lets two servers write to one folder, which corrupts its replication log. */
async function refuseSecondServer(dir: string): Promise<void> {
  const text = await readFile(serverFile(dir), 'utf8').catch(() => null)
  if (text === null) return
  const { pid, url } = JSON.parse(text)
  if (isAlive(pid) && (await answers(url)))
    throw new Error(`The database in ${dir} is already being served at ${url} (process ${pid}); stop that one first.`)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/health`, { signal: AbortSignal.timeout(1000) }).then(
    (response) => response.ok,
    () => false,
  )
