import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { cut, end, endWithParent, hasEnded } from './child-process.ts'
import { sqldBinary } from './sqld.ts'

export type Libsql = {
  url: string
  pid: number
  /** Ends the server in order; the data stays. */
  stop(): Promise<void>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  /** Settles when the server has ended, for whatever reason. */
  exited: Promise<void>
}

const patienceMs = 10_000
/**
 * Requests are served one after another. SQLite has one writer anyhow, and with two connections writing while the log is compacted
 * this build of the server blocks them and everybody behind them for good ("DbCreateTimeout").
 */
const maxConnections = 1

/**
 * Starts a real libSQL server on loopback that keeps its data in `dir`, and answers once it serves. It ends with this
 * process, however this process ends. Throws a sentence when it cannot start, or when `dir` is already being served.
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
    // A developer's own SQLD_* settings must not reach this server.
    env: { PATH: process.env.PATH, NO_COLOR: '1' },
  })
  endWithParent(server)
  const exited = new Promise<void>((resolve) => {
    server.once('exit', () => resolve())
    server.once('error', () => resolve())
  })

  const said: string[] = []
  for (const stream of [server.stdout, server.stderr]) {
    createInterface(stream).on('line', (line) => {
      said.push(line)
      if (said.length > 50) said.shift()
      log?.(line)
    })
  }

  if (!(await serves(url, server, said))) {
    await cut(server)
    const why = said.find((line) => /error/i.test(line)) ?? said.at(-1) ?? 'it said nothing'
    throw new Error(`The database server did not start on port ${port}: ${why}`)
  }

  const pid = server.pid as number
  await writeFile(servedBy(dir), JSON.stringify({ pid, url }))
  return { url, pid, exited, stop: () => end(server), kill: () => cut(server) }
}

/** Whether it came up. Its own word counts too: on a taken port the stranger there might answer as well as it would. */
async function serves(url: string, server: ChildProcess, said: string[]): Promise<boolean> {
  const until = Date.now() + patienceMs
  while (server.pid !== undefined && !hasEnded(server) && Date.now() < until) {
    if (said.some((line) => line.includes('listening for incoming user HTTP')) && (await answers(url))) return true
    await pause(20)
  }
  return false
}

const servedBy = (dir: string) => join(dir, 'served-by.json')

/** sqld itself lets two servers write to one folder, which corrupts its replication log. */
async function refuseSecondServer(dir: string): Promise<void> {
  const note = await readFile(servedBy(dir), 'utf8').catch(() => null)
  if (note === null) return
  const { pid, url } = JSON.parse(note)
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
