import { vi } from 'vitest'
import type * as Kinds from '../../src/http/params/kinds.ts'
import type { Table } from '../../src/http/params/table.ts'
import type { Route } from './routes.ts'

/** The kind of a parameter, as its table declares it; `text` also stands for kinds that only one route has. */
export type Shape =
  | { readonly is: 'text'; readonly most: number }
  | { readonly is: 'prose'; readonly most: number }
  | { readonly is: 'integer'; readonly least: number; readonly most: number }
  | { readonly is: 'oneOf'; readonly words: readonly string[] }
  | { readonly is: 'list'; readonly of: Shape; readonly most: number }
  | { readonly is: 'object'; readonly fields: Fields }
  | { readonly is: 'decimal' | 'boolean' | 'currency' | 'seconds' | 'range' | 'metadata' | 'never' }

export type Fields = ReadonlyMap<string, Shape>

/** An API route with the object that it answers with and its parameters. */
export type Endpoint = Route & { readonly object: string; readonly fields: Fields }

type AnyKind = Table[string]
type Observed =
  | Shape
  | { readonly is: 'nested'; readonly table: Table }
  | { readonly is: 'listOf'; readonly kind: AnyKind; readonly most: number }

/** Set by a wrapped kind while it reads a value: the first one that is set is the parameter's shape. */
let observed: Observed | null | undefined

const reporting =
  (results: Observed) =>
  <K extends AnyKind>(kind: K): K =>
    ((value, param) => {
      if (observed === null) observed = results
      return kind(value, param)
    }) as K

function observe(kind: AnyKind): Observed | null {
  observed = null
  kind(new Map(), '')
  const results = observed as Observed | null
  observed = undefined
  return results
}

function shapeOf(kind: AnyKind): Shape {
  const results = observe(kind)
  if (results === null) return { is: 'never' }
  if (results.is === 'nested') return { is: 'object', fields: fieldsOf(results.table) }
  return results.is === 'listOf' ? { is: 'list', of: shapeOf(results.kind), most: results.most } : results
}

const fieldsOf = (table: Table): Map<string, Shape> =>
  new Map(Object.entries(table).map(([name, kind]) => [name, shapeOf(kind)]))

// The product's own kinds, wrapped so that each reports its shape when it reads a value; only here, since test files share modules.
vi.resetModules()
vi.doMock('../../src/http/params/kinds.ts', async (importOriginal) => {
  const real = await importOriginal<typeof Kinds>()
  return {
    ...real,
    text: (most: number, ...more: []) => reporting({ is: 'text', most })(real.text(most, ...more)),
    prose: (most: number) => reporting({ is: 'prose', most })(real.prose(most)),
    integer: (bounds: { least?: number; most?: number } = {}) => {
      const { least = -Number.MAX_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER } = bounds
      return reporting({ is: 'integer', least, most })(real.integer(bounds))
    },
    decimal: (...rule: []) => reporting({ is: 'decimal' })(real.decimal(...rule)),
    oneOf: (...words: string[]) => reporting({ is: 'oneOf', words })(real.oneOf(...words)),
    list: (kind: AnyKind, most: number) => reporting({ is: 'listOf', kind, most })(real.list(kind, most)),
    nested: (table: Table) => reporting({ is: 'nested', table })(real.nested(table)),
    boolean: reporting({ is: 'boolean' })(real.boolean),
    currency: reporting({ is: 'currency' })(real.currency),
    seconds: reporting({ is: 'seconds' })(real.seconds),
    instant: reporting({ is: 'seconds' })(real.instant),
    range: reporting({ is: 'range' })(real.range),
  }
})

vi.doMock('../../src/http/params/metadata.ts', async (importOriginal) => {
  const { metadata, ...rest } = await importOriginal<{ metadata: AnyKind }>()
  return { ...rest, metadata: reporting({ is: 'metadata' })(metadata) }
})

// Imported by URL, as the Worker's types do not fit this program; only what the handlers declare is read.
const { v1 } = (await import(new URL('../../src/routes/api/v1/index.ts', import.meta.url).href)) as {
  v1: { routes: readonly (Route & { handler: { object: string; params: Table } })[] }
}
vi.doUnmock('../../src/http/params/kinds.ts')
vi.doUnmock('../../src/http/params/metadata.ts')
vi.resetModules()

/** Every API route with the object and the parameters that its handler declares. */
export const endpoints: readonly Endpoint[] = v1.routes
  .filter(({ method }) => method !== 'ALL')
  .map(({ method, path, handler: { object, params } }) => ({
    method,
    path: `/v1${path}`,
    object,
    fields: fieldsOf(params),
  }))
