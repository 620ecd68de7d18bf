import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const packageFile = join(import.meta.dirname, '..', 'node_modules', '@sparticuz', 'chromium', 'package.json')

/**
 * Unpacks the Chromium of @sparticuz/chromium (Linux on x64, with its libraries) into a folder named after its version, unless it is
 * there. The folder is renamed into place, so that concurrent calls never see an incomplete one.
 */
export async function unpackChromium(cache: string) {
  const { version } = JSON.parse(await readFile(packageFile, 'utf8'))
  const dir = join(cache, version)
  if (!existsSync(dir)) {
    await mkdir(cache, { recursive: true })
    const partial = await mkdtemp(join(cache, 'partial-'))
    await unpackInto(partial)
    await rename(partial, dir).catch(async (error) => {
      await rm(partial, { recursive: true, force: true })
      if (!existsSync(dir)) throw error
    })
  }
  return {
    executablePath: join(dir, 'chromium'),
    fonts: join(dir, 'fonts'),
    env: { LD_LIBRARY_PATH: join(dir, 'al2023', 'lib') },
  }
}

/** The package unpacks into the temporary folder; with the variables of AWS Lambda it adds the libraries. */
const unpackInto = (dir: string) =>
  promisify(execFile)(
    process.execPath,
    ['--input-type=module', '-e', "await (await import('@sparticuz/chromium')).default.executablePath()"],
    {
      cwd: import.meta.dirname,
      env: { PATH: process.env.PATH, TMPDIR: dir, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    },
  )
