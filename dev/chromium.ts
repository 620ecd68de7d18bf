import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'
import { unpackChromium } from './chromium-bundle.ts'

export type Found = { executablePath: string; args: string[]; env: Record<string, string> }

export const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'chromium')

const usualPlaces = [
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

/** Quiet, without a sandbox (it only sees pages of the local world, and root cannot have one), and asking nobody outside. */
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
 * A Chromium for playwright-core: what CHROMIUM_PATH names, else one that is installed, else the one inside the npm package.
 * Throws a sentence when there is none; a browser test is never skipped for want of a browser.
 */
export async function chromiumPath(wanted = process.env.CHROMIUM_PATH, places = usualPlaces): Promise<Found> {
  if (wanted) {
    if (await runs(wanted)) return { executablePath: wanted, args, env: await drawing() }
    throw new Error(`CHROMIUM_PATH is ${wanted}, but no Chromium runs from there.`)
  }
  for (const place of places) if (await runs(place)) return { executablePath: place, args, env: await drawing() }

  const bundle = await unpackChromium(cache)
  if (await runs(bundle.executablePath, bundle.env))
    return { executablePath: bundle.executablePath, args, env: { ...(await drawing(bundle.fonts)), ...bundle.env } }
  throw new Error(
    'No Chromium runs on this machine: none is installed in a usual place, and the one that npm brings needs Linux on x64. ' +
      'Install Chromium or Chrome, or say where it is with CHROMIUM_PATH.',
  )
}

/** A headless Chromium, ready for pages. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  const { env, ...found } = await chromiumPath()
  return chromium.launch({ ...found, env: { ...(process.env as Record<string, string>), ...env } })
}

/** Being there is not enough: Ubuntu's /usr/bin/chromium-browser may be a script that only says to install a snap. */
async function runs(path: string, env: Record<string, string> = {}): Promise<boolean> {
  if (!existsSync(path)) return false
  return promisify(execFile)(path, ['--version'], { env: { ...process.env, ...env }, timeout: 10_000 }).then(
    ({ stdout }) => /chrom/i.test(stdout),
    () => false,
  )
}

/** On Linux: the machine's own fonts and those that come by npm, so that Arabic and Japanese are drawn everywhere. */
async function drawing(fonts?: string): Promise<Record<string, string>> {
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
    await writeFile(`${file}.${process.pid}`, conf)
    await rename(`${file}.${process.pid}`, file)
  }
  return { FONTCONFIG_FILE: file }
}

function fontPackages(): string[] {
  const scope = join(import.meta.dirname, '..', 'node_modules', '@embedpdf')
  if (!existsSync(scope)) return []
  return readdirSync(scope)
    .filter((name) => name.startsWith('fonts-'))
    .map((name) => join(scope, name, 'fonts'))
}
