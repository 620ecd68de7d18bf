import { join, resolve } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { unstable_readConfig } from 'wrangler'

const { define } = unstable_readConfig({ config: join(import.meta.dirname, '../wrangler.toml') })

/** Bundles a Worker into a folder, with packages resolved as Cloudflare's own tool does, and returns the file's path. */
export async function bundleWorker(main: string, dir: string, plugins: Plugin[] = []): Promise<string> {
  const outfile = resolve(dir, 'worker.js')
  await build({
    entryPoints: [main],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['browser', 'module', 'main'],
    external: ['cloudflare:*', 'node:*'],
    define,
    plugins,
    logLevel: 'error',
  })
  return outfile
}
