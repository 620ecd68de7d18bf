import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

export type ServedLimit = {
  readonly namespace_id: string
  readonly simple: { readonly limit: number; readonly period: 10 | 60 }
}

/** The content of the JSON file that this script is started with. */
export type ToServe = {
  readonly port: number
  /** The bundle's path. */
  readonly bundle: string
  readonly vars: Record<string, string>
  readonly compatibilityDate: string
  readonly queue: { readonly binding: string; readonly queue: string }
  readonly consumer: {
    readonly maxBatchSize?: number
    readonly maxBatchTimeout: number
    readonly maxRetries?: number
    readonly deadLetterQueue?: string
  }
  readonly assets: { readonly binding: string; readonly directory: string }
  readonly documents: { readonly binding: string; readonly bucket: string; readonly directory: string }
  readonly rateLimits: Readonly<Record<string, ServedLimit>>
}

const { port, bundle, vars, compatibilityDate, queue, consumer, assets, documents, rateLimits }: ToServe = JSON.parse(
  readFileSync(process.argv[2] ?? '', 'utf8'),
)

const miniflare = new Miniflare({
  ...convertV4MiniflareOptions({
    host: '127.0.0.1',
    port,
    cf: false,
    unsafeTriggerHandlers: true,
    // Links are capabilities: as in production, requests are not logged.
    logRequests: false,
    name: 'remit-local',
    rootPath: dirname(bundle),
    modules: [{ type: 'ESModule', path: bundle }],
    compatibilityDate,
    bindings: vars,
    queueProducers: { [queue.binding]: queue.queue },
    queueConsumers: { [queue.queue]: consumer },
    assets: { ...assets, routerConfig: { has_user_worker: true } },
    r2Buckets: { [documents.binding]: documents.bucket },
    ratelimits: rateLimits,
  }),
  resourcePersistencePath: documents.directory,
})
await miniflare.ready
process.once('SIGINT', () => void miniflare.dispose().then(() => process.exit(0)))
