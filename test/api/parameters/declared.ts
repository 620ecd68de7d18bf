import type { InnerParams, Table } from '../../../src/http/params/table.ts'
import { v1 } from '../../../src/routes/api/v1/index.ts'

/** The paths of every single value that a table of parameters takes: `name`, `address[city]`, `expand[0]`. */
export const pathsIn = (table: Table): string[] =>
  Object.entries(table).flatMap(([name, kind]) => within(kind).map((rest) => `${name}${rest}`))

const within = ({ parts, item }: InnerParams): string[] => {
  if (item) return within(item).map((rest) => `[0]${rest}`)
  if (!parts) return ['']
  return Object.entries(parts).flatMap(([name, kind]) => within(kind).map((rest) => `[${name}]${rest}`))
}

/** The parameters of each call of the API, as its handlers declare them. */
export function declared(): Map<string, readonly string[]> {
  const calls = v1.routes.filter(({ method }) => method !== 'ALL')
  return new Map(calls.map(({ method, path, handler }) => [`${method} ${path}`, pathsIn(tableOf(handler, path))]))
}

function tableOf(handler: object, path: string): Table {
  if (!('params' in handler)) throw new Error(`The handler of ${path} does not say which parameters it takes.`)
  return handler.params as Table
}

/** What is declared and has no case, and the cases of what is not declared. */
export function unmatched(
  declared: ReadonlyMap<string, readonly string[]>,
  cases: Readonly<Record<string, { readonly cases: object }>>,
): string[] {
  const known = Object.entries(cases).flatMap(([call, { cases }]) =>
    Object.keys(cases).map((path) => `${call} ${path}`),
  )
  const wanted = [...declared].flatMap(([call, paths]) => paths.map((path) => `${call} ${path}`))
  const [has, wants] = [new Set(known), new Set(wanted)]
  return [...wanted.filter((one) => !has.has(one)), ...known.filter((one) => !wants.has(one))]
}
