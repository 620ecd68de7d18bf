import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const libsql = createRequire(import.meta.url).resolve('libsql')

/** A bug put into the product on purpose: in one file, this text becomes that one. */
export type Patch = { readonly file: string; readonly from: string; readonly to: string }

/** Bundles what a simulating thread runs, with bugs planted in it or none. Throws where a planted text is not there (any more). */
export async function bundleHistory(outfile: string, patches: readonly Patch[] = []): Promise<void> {
  const planted = new Set<Patch>()
  const planting: Plugin = {
    name: 'planting',
    setup({ onLoad, onResolve }) {
      // Mails leave by HTTP here, so that nothing opens a socket.
      onResolve({ filter: /^cloudflare:sockets$/ }, ({ path }) => ({ path, namespace: 'nothing' }))
      onLoad({ filter: /./, namespace: 'nothing' }, () => ({ contents: '' }))
      onLoad({ filter: /\.tsx?$/, namespace: 'file' }, ({ path }) => {
        if (path.includes('node_modules')) return undefined
        let contents = readFileSync(path, 'utf8')
          .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
          .replaceAll('import.meta.main', 'false')
        for (const patch of patches) {
          if (join(root, patch.file) !== path) continue
          if (contents.split(patch.from).length !== 2)
            throw new Error(`${patch.file} has not exactly one: ${patch.from}`)
          contents = contents.replace(patch.from, () => patch.to)
          planted.add(patch)
        }
        return { contents, loader: path.endsWith('x') ? 'tsx' : 'ts' }
      })
    },
  }
  await build({
    entryPoints: [join(import.meta.dirname, 'worker-thread.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    // Native code cannot be bundled, and what is bundled is not run from here.
    external: [libsql],
    alias: { libsql },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [planting],
    logLevel: 'error',
  })
  const missing = patches.find((patch) => !planted.has(patch))
  if (missing) throw new Error(`${missing.file} is not part of what is simulated.`)
}
