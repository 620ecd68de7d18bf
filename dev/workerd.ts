import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { unstable_readConfig } from 'wrangler'
import { type ServerProcess, startServerProcess } from './server-process.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

export type Workerd = ServerProcess

type Start = {
  readonly port: number
  /** Where the generated configuration and the queue's state are kept. */
  readonly dir: string
  readonly vars: Record<string, string>
  /** The Worker's file; the sandbox's by default. */
  readonly main?: string
  readonly log?: (line: string) => void
}

/** Starts the Worker in workerd with the queue and assets of wrangler.toml, and these variables. */
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
  return startServerProcess({
    args: [
      wrangler,
      'dev',
      ...['--config', file, '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
      ...['--persist-to', join(dir, 'state'), '--show-interactive-dev-session=false', '--log-level', 'log'],
    ],
    url: `http://127.0.0.1:${port}`,
    env: { WRANGLER_SEND_METRICS: 'false', CI: '1', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
    log,
  })
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
