import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { bundleWorker } from '../../dev/bundle-worker.ts'

const root = join(import.meta.dirname, '../..')

/** A bug planted into the source while it is bundled; `from` must occur exactly once in the file. */
export type Plant = { readonly file: string; readonly from: string; readonly to: string }

/**
 * Bundles the sandbox's Worker into a folder and returns the file's path. One bundle serves every restart of an environment, and
 * edits of the source during a run do not change it.
 */
export const bundle = (dir: string, plants: readonly Plant[] = []): Promise<string> =>
  bundleWorker(join(root, 'dev/worker.ts'), dir, [planting(plants)])

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
