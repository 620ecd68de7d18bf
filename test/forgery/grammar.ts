import { vi } from 'vitest'
import type * as Kinds from '../../src/http/params/kinds.ts'
import type { Table } from '../../src/http/params/table.ts'
import type { Route } from './routes.ts'

/** What a parameter may be, as its table says; `text` also stands for whatever a route reads in a way of its own. */
export type Shape =
  | { readonly is: 'text'; readonly most: number }
  | { readonly is: 'prose'; readonly most: number }
  | { readonly is: 'integer'; readonly least: number; readonly most: number }
  | { readonly is: 'oneOf'; readonly words: readonly string[] }
  | { readonly is: 'list'; readonly of: Shape; readonly most: number }
  | { readonly is: 'object'; readonly fields: Fields }
  | { readonly is: 'decimal' | 'boolean' | 'currency' | 'seconds' | 'range' | 'metadata' | 'never' }

export type Fields = ReadonlyMap<string, Shape>

/** A route of the API with its parameters: those of its own table, and those that every route of its sort has. */
export type Endpoint = Route & { readonly fields: Fields }

type AnyKind = Table[string]
type Heard =
  | Shape
  | { readonly is: 'nested'; readonly table: Table }
  | { readonly is: 'listOf'; readonly kind: AnyKind; readonly most: number }

/** What is told while a kind reads a value: the first that is told is what it is. */
let listening: Heard | null | undefined

const telling =
  (heard: Heard) =>
  <K extends AnyKind>(kind: K): K =>
    ((value, param) => {
      if (listening === null) listening = heard
      return kind(value, param)
    }) as K

function heardOf(kind: AnyKind): Heard | null {
  listening = null
  kind(new Map(), '')
  const heard = listening as Heard | null
  listening = undefined
  return heard
}

function shapeOf(kind: AnyKind): Shape {
  const heard = heardOf(kind)
  if (heard === null) return { is: 'never' }
  if (heard.is === 'nested') return { is: 'object', fields: fieldsOf(heard.table) }
  return heard.is === 'listOf' ? { is: 'list', of: shapeOf(heard.kind), most: heard.most } : heard
}

const fieldsOf = (table: Table): Map<string, Shape> =>
  new Map(Object.entries(table).map(([name, kind]) => [name, shapeOf(kind)]))

// The product's own kinds, each of which says what it is when it is asked to read something.
vi.mock('../../src/http/params/kinds.ts', async (importOriginal) => {
  const real = await importOriginal<typeof Kinds>()
  return {
    ...real,
    text: (most: number, ...more: []) => telling({ is: 'text', most })(real.text(most, ...more)),
    prose: (most: number) => telling({ is: 'prose', most })(real.prose(most)),
    integer: (bounds: { least?: number; most?: number } = {}) => {
      const { least = -Number.MAX_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER } = bounds
      return telling({ is: 'integer', least, most })(real.integer(bounds))
    },
    decimal: (...rule: []) => telling({ is: 'decimal' })(real.decimal(...rule)),
    oneOf: (...words: string[]) => telling({ is: 'oneOf', words })(real.oneOf(...words)),
    list: (kind: AnyKind, most: number) => telling({ is: 'listOf', kind, most })(real.list(kind, most)),
    nested: (table: Table) => telling({ is: 'nested', table })(real.nested(table)),
    boolean: telling({ is: 'boolean' })(real.boolean),
    currency: telling({ is: 'currency' })(real.currency),
    seconds: telling({ is: 'seconds' })(real.seconds),
    instant: telling({ is: 'seconds' })(real.instant),
    range: telling({ is: 'range' })(real.range),
  }
})

vi.mock('../../src/http/params/metadata.ts', async (importOriginal) => {
  const { metadata, ...rest } = await importOriginal<{ metadata: AnyKind }>()
  return { ...rest, metadata: telling({ is: 'metadata' })(metadata) }
})

const tables = new WeakMap<object, Fields>()

const expand: Shape = { is: 'list', of: { is: 'text', most: 200 }, most: 20 }
const paging: Fields = new Map<string, Shape>([
  ['limit', { is: 'integer', least: 1, most: 100 }],
  ['starting_after', { is: 'text', most: 200 }],
  ['ending_before', { is: 'text', most: 200 }],
])

type Maker = (resource: unknown, spec: { params: Table }) => object

/** The product's own makers of handlers; which table each handler has is kept beside it. */
vi.mock('../../src/routes/api/v1/endpoint.ts', async (importOriginal) => {
  const real = await importOriginal<Record<'writing' | 'listing', Maker>>()
  const keeping =
    (maker: Maker, more: Fields): Maker =>
    (resource, spec) => {
      const handler = maker(resource, spec)
      tables.set(handler, new Map([...more, ...fieldsOf(spec.params), ['expand', expand]]))
      return handler
    }
  return { ...real, writing: keeping(real.writing, new Map()), listing: keeping(real.listing, paging) }
})

// The Worker's own types are not those of this program: only the routes and their tables are looked at.
const { v1 } = (await import(new URL('../../src/routes/api/v1/index.ts', import.meta.url).href)) as {
  v1: { routes: readonly (Route & { handler: object })[] }
}

/** Every route of the API with the parameters that its own table takes. */
export const endpoints: readonly Endpoint[] = v1.routes
  .filter(({ method }) => method !== 'ALL')
  .map(({ method, path, handler }) => ({
    method,
    path: `/v1${path}`,
    fields: tables.get(handler) ?? new Map([['expand', expand]]),
  }))
