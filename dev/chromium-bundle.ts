import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const packageFile = join(import.meta.dirname, '..', 'node_modules', '@sparticuz', 'chromium', 'package.json')

/**
 * Unpacks the Chromium inside @sparticuz/chromium (Linux on x64, with the libraries that it needs) into a folder named after
 * its version, once. It appears there whole or not at all, also when several test files ask at the same time.
 */
export async function unpackChromium(cache: string) {
  const { version } = JSON.parse(await readFile(packageFile, 'utf8'))
  const dir = join(cache, version)
  if (!existsSync(dir)) {
    await mkdir(cache, { recursive: true })
    const half = await mkdtemp(join(cache, 'half-'))
    await unpackInto(half)
    await rename(half, dir).catch(async (error) => {
      await rm(half, { recursive: true, force: true })
      if (!existsSync(dir)) throw error
    })
  }
  return {
    executablePath: join(dir, 'chromium'),
    fonts: join(dir, 'fonts'),
    env: { LD_LIBRARY_PATH: join(dir, 'al2023', 'lib') },
  }
}

/** The package unpacks into the temporary folder and, when it believes to be on Lambda, brings its libraries along. */
const unpackInto = (dir: string) =>
  promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    {
      cwd: import.meta.dirname,
      env: { PATH: process.env.PATH, TMPDIR: dir, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    },
  )
