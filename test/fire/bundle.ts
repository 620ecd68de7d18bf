import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '../..')

/** A bug planted into the source while it is bundled; `from` must occur exactly once in the file. */
export type Plant = { readonly file: string; readonly from: string; readonly to: string }

/**
 * Bundles the sandbox's Worker into a folder and returns the file's path. One bundle serves every restart of an environment, and
 * edits of the source during a run do not change it.
 */
export async function bundle(dir: string, plants: readonly Plant[] = []): Promise<string> {
  const outfile = join(dir, 'worker.js')
  await build({
    entryPoints: [join(root, 'dev/worker.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2024',
    // What Cloudflare's own tool resolves packages by.
    conditions: ['workerd', 'worker', 'browser'],
    mainFields: ['browser', 'module', 'main'],
    external: ['cloudflare:*', 'node:*'],
    plugins: [planting(plants)],
    logLevel: 'error',
  })
  return outfile
}

const planting = (plants: readonly Plant[]): Plugin => ({
  name: 'planting',
  setup({ onLoad }) {
    for (const [file, edits] of Map.groupBy(plants, ({ file }) => file))
      onLoad({ filter: new RegExp(`/${file.replaceAll('.', '\\.')}$`) }, async ({ path }) => ({
        contents: edits.reduce(planted, await readFile(path, 'utf8')),
        loader: 'ts',
      }))
  },
})

function planted(source: string, { file, from, to }: Plant): string {
  if (source.split(from).length !== 2) throw new Error(`${file} must contain exactly once: ${from}`)
  return source.replace(from, () => to)
}
