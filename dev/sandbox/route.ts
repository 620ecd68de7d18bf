import type { Context } from './context.ts'
import type { Read, Spec } from './params.ts'

export type Ids = readonly string[]

/** An API route: its parameters and its handler. `:` stands for an id. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly spec: Spec
  readonly handle: (context: Context, input: never, ...ids: string[]) => object
}

export const route = <const S extends Spec>(
  method: Route['method'],
  path: string,
  spec: S,
  handle: (context: Context, input: Read<S>, ...ids: string[]) => object,
): Route => ({ method, path, spec, handle: handle as Route['handle'] })
