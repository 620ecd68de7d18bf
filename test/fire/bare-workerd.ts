import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { unstable_readConfig } from 'wrangler'
import { type ServerProcess, startServerProcess } from '../../dev/server-process.ts'
import type { ToServe } from './serve-bundle.ts'

const root = join(import.meta.dirname, '../..')

type Start = {
  readonly port: number
  readonly dir: string
  readonly main: string
  readonly vars: Record<string, string>
  readonly log?: (line: string) => void
}

/** Starts a bundled Worker in workerd as `wrangler dev` would, without watching and rebuilding: it is up in a second. */
export async function startBareWorkerd({ port, dir, main, vars, log }: Start): Promise<ServerProcess> {
  const { compatibility_date, queues, assets } = unstable_readConfig({ config: join(root, 'wrangler.toml') })
  const [consumer] = queues.consumers ?? []
  const served: ToServe = {
    port,
    main,
    vars,
    compatibilityDate: compatibility_date ?? '',
    queue: queues.producers?.[0] ?? { binding: '', queue: '' },
    consumer: {
      maxBatchSize: consumer?.max_batch_size ?? undefined,
      maxRetries: consumer?.max_retries ?? undefined,
      deadLetterQueue: consumer?.dead_letter_queue,
      maxBatchTimeout: 0,
    },
    assets: { binding: assets?.binding ?? '', directory: join(root, 'dist/public') },
  }
  const file = join(dir, 'served.json')
  await mkdir(dir, { recursive: true })
  await writeFile(file, JSON.stringify(served))
  const script = join(import.meta.dirname, 'serve-bundle.ts')
  return startServerProcess({ args: [script, file], url: `http://127.0.0.1:${port}`, log })
}
