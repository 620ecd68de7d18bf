import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { unstable_readConfig } from 'wrangler'
import { bundleWorker } from './bundle-worker.ts'
import type { ServedLimit, ToServe } from './serve-bundle.ts'
import { type ServerProcess, startServerProcess } from './server-process.ts'

const root = join(import.meta.dirname, '..')

export type Workerd = ServerProcess

type Start = {
  readonly port: number
  /** Where the generated files are kept. */
  readonly dir: string
  readonly vars: Record<string, string>
  readonly log?: (line: string) => void
}

/** Bundles a Worker, the sandbox's by default, and starts it in workerd. */
export async function startWorkerd({
  main = join(root, 'dev/worker.ts'),
  ...start
}: Start & { readonly main?: string }): Promise<Workerd> {
  return startBundle({ ...start, bundle: await bundleWorker(main, start.dir) })
}

/**
 * Starts a bundled Worker in workerd with the queue, the assets, the bucket and the limits of wrangler.toml, and these variables. It has
 * neither the proxy nor the watcher of `wrangler dev`, which take half of the time of a request and most of that of a start.
 */
export async function startBundle({
  port,
  dir,
  vars,
  bundle,
  log,
}: Start & { readonly bundle: string }): Promise<Workerd> {
  const { compatibility_date, queues, assets, r2_buckets, ratelimits } = unstable_readConfig({
    config: join(root, 'wrangler.toml'),
  })
  const [consumer] = queues.consumers ?? []
  const [documents] = r2_buckets
  const served: ToServe = {
    port,
    bundle,
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
    documents: {
      binding: documents?.binding ?? '',
      bucket: documents?.bucket_name ?? '',
      directory: resolve(dir, 'documents'),
    },
    rateLimits: Object.fromEntries(
      ratelimits.map(({ name, ...limit }: { name: string } & ServedLimit) => [name, limit]),
    ),
  }
  const file = join(dir, 'served.json')
  await mkdir(dir, { recursive: true })
  await writeFile(file, JSON.stringify(served))
  const script = join(import.meta.dirname, 'serve-bundle.ts')
  return startServerProcess({ args: [script, file], url: `http://127.0.0.1:${port}`, log })
}
