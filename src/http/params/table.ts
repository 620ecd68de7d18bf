import { ok, type Result, refuse } from '../../core/result.ts'
import type { Wire, WireObject } from '../wire/wire.ts'

/** The inner parameters of a composite one: named parts, or items of a list. */
export type InnerParams = { readonly parts?: Table; readonly item?: Kind<unknown> }

/** The type of a parameter: reads its value, or refuses it with its path, `line_items[0][price]`. */
export type Kind<T> = ((value: Wire, param: string) => Result<T>) & InnerParams
type RequiredKind<T> = Kind<T> & { readonly required: true }

/** An endpoint's parameters by name. */
export type Table = Readonly<Record<string, Kind<unknown>>>

type ValueOf<K> = K extends Kind<infer T> ? T : never

/** The values of a table: required parameters always, others if they were sent. */
export type Params<T extends Table> = {
  readonly [K in keyof T as T[K] extends { required: true } ? K : never]: ValueOf<T[K]>
} & {
  readonly [K in keyof T as T[K] extends { required: true } ? never : K]?: ValueOf<T[K]>
}

export const required = <T>(kind: Kind<T>): RequiredKind<T> =>
  Object.assign((value: Wire, param: string) => kind(value, param), { required: true as const, ...innerParams(kind) })

/** The inner parameters of a kind, for a kind that wraps it. */
export const innerParams = ({ parts, item }: InnerParams): InnerParams => ({
  ...(parts && { parts }),
  ...(item && { item }),
})

/** Reads parameters in the table's order. Refuses `parameter_unknown`, `parameter_missing`, and what a kind refuses. */
export function readTable<T extends Table>(table: T, wire: WireObject, within = ''): Result<Params<T>> {
  const pathOf = (name: string) => (within === '' ? name : `${within}[${name}]`)
  for (const name of wire.keys()) {
    if (!Object.hasOwn(table, name)) return refuse('parameter_unknown', { param: pathOf(name).slice(0, 200) })
  }
  const values: Record<string, unknown> = {}
  for (const [name, kind] of Object.entries(table)) {
    const value = wire.get(name)
    if (value === undefined) {
      if ('required' in kind) return refuse('parameter_missing', { param: pathOf(name) })
      continue
    }
    const read = kind(value, pathOf(name))
    if (!read.ok) return read
    values[name] = read.value
  }
  return ok(values as Params<T>)
}
