import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

/** Who may import whom: a room may look to itself and to rooms of a lower floor, and siblings only where named. */
const floors = [
  ['core'],
  ['paths', 'mail-address'],
  ['env'],
  ['surroundings'],
  ['views', 'db', 'crypto', 'providers', 'mail', 'pdf'],
  ['deps'],
  ['actions'],
  ['jobs'],
  ['http'],
  ['routes'],
  ['app'],
  ['worker'],
  ['index'],
]

/** Looks sideways or up that are meant: links are signed, mail is written with views. */
const granted: readonly [from: RegExp, to: string][] = [
  [/^db\/repositories\/links\.ts$/, 'crypto'],
  [/^db\/screens\//, 'crypto'],
  [/^db\/repositories\/provider-events\.ts$/, 'providers'],
  [/^mail\/compose\.ts$/, 'views'],
]

/** A library lives in one room. */
const homes: Readonly<Record<string, readonly string[]>> = {
  hono: ['http', 'routes', 'app'],
  'drizzle-orm': ['db'],
  jose: ['crypto'],
  stripe: ['providers'],
  'worker-mailer': ['mail'],
  validator: ['mail-address'],
  preact: ['views', 'http', 'routes'],
  'preact-render-to-string': ['views'],
  '@libsql/client': ['db'],
}

const roomOf = (path: string) => path.split('/')[0]!.replace(/\.tsx?$/, '')
const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room))

const files = globSync('src/**/*.{ts,tsx}')
const imports = files.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^'"]*?from\s+'([^']+)'/gm)].map(([, to]) => ({
    file,
    to: to!,
  })),
)

test('no import points up or sideways in the house', () => {
  const wrong = imports.flatMap(({ file, to }) => {
    if (!to.startsWith('.')) return []
    const from = relative('src', file)
    const target = relative('src', join(dirname(file), to))
    const [here, there] = [roomOf(from), roomOf(target)]
    const isDown = here === there || floorOf(there) < floorOf(here)
    const isGranted = granted.some(([pattern, room]) => pattern.test(from) && room === there)
    return isDown || isGranted ? [] : [`${from} -> ${target}`]
  })
  expect(imports.length).toBeGreaterThan(300)
  expect(wrong).toEqual([])
})

test('every library lives in its own room', () => {
  const wrong = imports.flatMap(({ file, to }) => {
    const library = Object.keys(homes).find((name) => to === name || to.startsWith(`${name}/`))
    const room = roomOf(relative('src', file))
    return library && !homes[library]!.includes(room) ? [`${file} -> ${to}`] : []
  })
  expect(wrong).toEqual([])
})

test('the core imports nothing from outside itself', () => {
  const outside = imports.filter(({ file, to }) => file.startsWith('src/core/') && !to.startsWith('.'))
  expect(outside).toEqual([])
})
