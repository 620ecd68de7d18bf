import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '../..')

/** A bug that is put into the source as it is bundled; what it replaces must stand there once. */
export type Plant = { readonly file: string; readonly from: string; readonly to: string }

/**
 * Bundles the sandbox's Worker into a folder, and answers the file. A town that is started again and again need not build it
 * each time, and does not change while somebody edits the source.
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
  if (source.split(from).length !== 2) throw new Error(`${file} does not say once: ${from}`)
  return source.replace(from, () => to)
}
