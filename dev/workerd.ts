import { spawn } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { unstable_readConfig } from 'wrangler'
import { cut, end, hasEnded, leash } from './leash.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const patienceMs = 30_000

export type Workerd = {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
  /** Ends it as a power cut would. */
  kill(): Promise<void>
}

type Start = {
  readonly port: number
  /** Where the generated configuration and the queue's state are kept. */
  readonly dir: string
  readonly vars: Record<string, string>
  /** The Worker's file; the sandbox's unless said otherwise. */
  readonly main?: string
  readonly log?: (line: string) => void
}

/** Starts the Worker in real workerd with its queue and assets, as wrangler.toml says, with these variables. */
export async function startWorkerd({
  port,
  dir,
  vars,
  main = join(root, 'dev/worker.ts'),
  log,
}: Start): Promise<Workerd> {
  const config = unstable_readConfig({ config: join(root, 'wrangler.toml') })
  const file = join(dir, 'wrangler.json')
  await mkdir(dir, { recursive: true })
  await writeFile(file, JSON.stringify(localConfig(config, main, vars)))
  const wrangler = join(dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin/wrangler.js')
  const child = spawn(
    process.execPath,
    [
      wrangler,
      'dev',
      ...['--config', file, '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
      ...['--persist-to', join(dir, 'state'), '--show-interactive-dev-session=false', '--log-level', 'log'],
    ],
    {
      detached: true,
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        WRANGLER_SEND_METRICS: 'false',
        NO_COLOR: '1',
        CI: '1',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      },
    },
  )
  leash(child)
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      said.push(line)
      if (said.length > 60) said.shift()
      log?.(line)
    })
  }
  const url = `http://127.0.0.1:${port}`
  const giveUpAt = Date.now() + patienceMs
  while (!(await answers(url))) {
    if (hasEnded(child) || Date.now() > giveUpAt) {
      await cut(child)
      throw new Error(`The Worker did not start:\n${said.join('\n')}`)
    }
    await pause(100)
  }
  return { url, pid: child.pid ?? 0, stop: () => end(child), kill: () => cut(child) }
}

type Config = ReturnType<typeof unstable_readConfig>

const localConfig = (config: Config, main: string, vars: Record<string, string>) => ({
  name: 'remit-local',
  main,
  compatibility_date: config.compatibility_date,
  assets: config.assets && { ...config.assets, directory: join(root, 'dist/public') },
  queues: {
    producers: config.queues.producers,
    consumers: config.queues.consumers?.map((consumer: object) => ({ ...consumer, max_batch_timeout: 0 })),
  },
  triggers: config.triggers,
  vars,
})

const answers = (url: string) =>
  fetch(`${url}/robots.txt`, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  )
