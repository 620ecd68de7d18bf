import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

/** Which room may import which: itself and rooms of a lower floor; siblings only where granted below. */
const floors = [
  ['core'],
  ['paths', 'mail-address', 'env-values'],
  ['env'],
  ['runtime'],
  ['views', 'db', 'crypto', 'providers', 'mail', 'pdf', 'storage', 'e-invoice'],
  ['deps'],
  ['actions'],
  ['jobs'],
  ['http'],
  ['routes'],
  ['app'],
  ['worker'],
  ['index'],
]

/** Granted imports of a sibling room: links are signed, mail is rendered by views, and documents say what views give them. */
const granted: readonly [from: RegExp, to: string][] = [
  [/^db\/repositories\/links\.ts$/, 'crypto'],
  [/^db\/screens\//, 'crypto'],
  [/^db\/repositories\/provider-events\.ts$/, 'providers'],
  [/^mail\/compose\.ts$/, 'views'],
  [/^pdf\//, 'views'],
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
  pdfkit: ['pdf'],
  fontkit: ['pdf'],
  'bidi-js': ['pdf'],
  linebreak: ['pdf'],
  qr: ['views'],
  'client-zip': ['storage'],
}

const roomOf = (path: string) => path.split('/')[0]!.replace(/\.tsx?$/, '')
const floorOf = (room: string) => floors.findIndex((rooms) => rooms.includes(room))

const importsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^'"]*?from\s+'([^']+)'/gm)].map(([, to]) => ({
    file,
    to: to!,
  }))

const imports = globSync('src/**/*.{ts,tsx}').flatMap(importsOf)

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

type Graph = ReadonlyMap<string, readonly string[]>

/** Which files of these rooms each file imports, types included: a type that belongs to two files is a circle too. */
function graphOf(files: readonly string[]): Graph {
  const known = new Set(files)
  return new Map(
    files.map((file) => {
      const targets = importsOf(file).filter(({ to }) => to.startsWith('.'))
      return [file, targets.map(({ to }) => join(dirname(file), to)).filter((target) => known.has(target))]
    }),
  )
}

/** One circle of imports as a path that ends where it begins; null where there is none. */
function circleIn(graph: Graph): string[] | null {
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file]
    if (done.has(file)) return null
    path.push(file)
    for (const target of graph.get(file) ?? []) {
      const circle = visit(target)
      if (circle) return circle
    }
    path.pop()
    done.add(file)
    return null
  }
  for (const file of graph.keys()) {
    const circle = visit(file)
    if (circle) return circle
  }
  return null
}

test.each(['src', 'dev', 'test', 'bench', 'ops'])('no files in %s import each other in a circle', (room) => {
  const graph = graphOf(globSync(`${room}/**/*.{ts,tsx}`))
  expect(graph.size).toBeGreaterThan(0)
  expect(circleIn(graph)).toBeNull()
})

test('a circle of imports is found and named from end to end', () => {
  const graph: Graph = new Map([
    ['a', ['b', 'd']],
    ['b', ['c']],
    ['c', ['d', 'b']],
    ['d', []],
  ])
  expect(circleIn(graph)).toEqual(['b', 'c', 'b'])
})
