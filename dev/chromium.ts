import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from './chromium-bundle.ts'

export type BrowserCommand = { executablePath: string; args: string[]; env: Record<string, string> }

export const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'chromium')

const usualPaths = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  ...['', homedir()].flatMap((home) => [
    `${home}/Applications/Google Chrome.app/Contents/MacOS/Google Chrome`,
    `${home}/Applications/Chromium.app/Contents/MacOS/Chromium`,
  ]),
]

/** Without a sandbox, since it opens only local pages and root cannot have one, and without requests of its own. */
const args = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/**
 * A Chromium for playwright-core: the one at CHROMIUM_PATH, else an installed one, else the npm package's. Throws a sentence if there
 * is none, so that no browser test is skipped silently.
 */
export async function chromiumPath(wanted = process.env.CHROMIUM_PATH, paths = usualPaths): Promise<BrowserCommand> {
  if (wanted) {
    if (await runs(wanted)) return { executablePath: wanted, args, env: await fontEnvironment() }
    throw new Error(`CHROMIUM_PATH is ${wanted}, but no Chromium runs from there.`)
  }
  for (const path of paths) if (await runs(path)) return { executablePath: path, args, env: await fontEnvironment() }

  const bundle = await unpackChromium(cache)
  if (await runs(bundle.executablePath, bundle.env))
    return {
      executablePath: bundle.executablePath,
      args,
      env: { ...(await fontEnvironment(bundle.fonts)), ...bundle.env },
    }
  throw new Error(
    'No Chromium runs on this machine: none is installed in a usual place, and the npm package needs Linux on x64. ' +
      'Install Chromium or Chrome, or set CHROMIUM_PATH.',
  )
}

/** Launches a headless Chromium; the caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { env, ...command } = await chromiumPath()
  return chromium.launch({ ...command, env: { ...(process.env as Record<string, string>), ...env } })
}

/** Runs it, since Ubuntu's /usr/bin/chromium-browser may be a script that only prints how to install a snap. */
async function runs(path: string, env: Record<string, string> = {}): Promise<boolean> {
  if (!existsSync(path)) return false
  return promisify(execFile)(path, ['--version'], { env: { ...process.env, ...env }, timeout: 10_000 }).then(
    ({ stdout }) => /chrom/i.test(stdout),
    () => false,
  )
}

/** On Linux, a font configuration with the system's fonts and those from npm, so that Arabic and Japanese are rendered everywhere. */
async function fontEnvironment(fonts?: string): Promise<Record<string, string>> {
  if (process.platform !== 'linux') return {}
  const dirs = [...(fonts ? [fonts] : []), ...fontPackages(), '/usr/share/fonts']
  const conf = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  ${dirs.map((dir) => `<dir>${dir}</dir>`).join('\n  ')}
  <cachedir>${join(cache, 'fonts')}</cachedir>
</fontconfig>
`
  const file = join(cache, fonts ? 'fonts-bundled.conf' : 'fonts.conf')
  if ((await readFile(file, 'utf8').catch(() => '')) !== conf) {
    await mkdir(cache, { recursive: true })
    const own = `${file}.${randomUUID()}`
    await writeFile(own, conf)
    await rename(own, file)
  }
  return { FONTCONFIG_FILE: file }
}

/** The typefaces of the printed documents, which the pages name too, then fonts of scripts that a machine may not have. */
const fontPackages = (): string[] =>
  [
    '@expo-google-fonts/ibm-plex-sans',
    '@expo-google-fonts/ibm-plex-sans-arabic',
    '@expo-google-fonts/ibm-plex-sans-jp',
    '@embedpdf/fonts-arabic',
    '@embedpdf/fonts-jp',
    '@embedpdf/fonts-sc',
  ].map((name) => join(import.meta.dirname, '..', 'node_modules', name))
