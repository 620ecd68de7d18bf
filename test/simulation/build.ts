import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build, type Plugin } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const libsql = createRequire(import.meta.url).resolve('libsql')

/** A planted bug: the replacement of a text in one file. */
export type Patch = { readonly file: string; readonly from: string; readonly to: string }

/** Bundles the code of a simulation thread with the patches applied. Throws where the text to be replaced does not exist. */
export async function bundleHistory(outfile: string, patches: readonly Patch[] = []): Promise<void> {
  const planted = new Set<Patch>()
  const planting: Plugin = {
    name: 'planting',
    setup({ onLoad, onResolve }) {
      // Mails are sent by HTTP here, so that nothing opens a socket.
      onResolve({ filter: /^cloudflare:sockets$/ }, ({ path }) => ({ path, namespace: 'nothing' }))
      // Documents are drawn as text here.
      onResolve({ filter: /^\.\/pdf\/draw-pdf\.ts$/ }, ({ path }) => ({ path, namespace: 'nothing' }))
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
    // Native code cannot be bundled, and the bundle does not run from this folder.
    external: [libsql],
    alias: { libsql },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    plugins: [planting],
    logLevel: 'error',
  })
  const missing = patches.find((patch) => !planted.has(patch))
  if (missing) throw new Error(`${missing.file} is not part of the bundle.`)
}
