import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { unstable_readConfig } from 'wrangler'

const root = join(import.meta.dirname, '..')
const config = unstable_readConfig({ config: join(root, 'wrangler.toml') })

export const compatibilityDate = config.compatibility_date as string
/** What is deployed. */
export const product = join(root, 'src/index.ts')

/** Bundles a Worker as a deployment would, without its source map. Answers the path of the one file. */
export async function bundle(main: string, dir: string): Promise<string> {
  await mkdir(dir, { recursive: true })
  const file = join(dir, 'wrangler.json')
  const { keep_names, minify, define } = config
  const worker = { name: 'bench', main, compatibility_date: compatibilityDate, keep_names, minify, define }
  await writeFile(file, JSON.stringify(worker))
  const wrangler = join(dirname(createRequire(import.meta.url).resolve('wrangler/package.json')), 'bin/wrangler.js')
  await promisify(execFile)(
    process.execPath,
    [wrangler, 'deploy', '--dry-run', '--config', file, '--outdir', join(dir, 'out')],
    { cwd: root, env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: '1' } },
  )
  return join(dir, 'out', `${basename(main, '.ts')}.js`)
}

/** The size of a bundle, and its compressed size, which the platform limits. */
export async function weigh(path: string): Promise<{ bytes: number; gzipBytes: number }> {
  const text = await readFile(path)
  return { bytes: text.byteLength, gzipBytes: gzipSync(text, { level: 9 }).byteLength }
}
