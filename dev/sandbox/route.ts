import type { Desk } from './desk.ts'
import type { Read, Spec } from './params.ts'

export type Ids = readonly string[]

/** One address of the API: what it takes, and what it does. `:` stands for an id. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly path: string
  readonly spec: Spec
  readonly handle: (desk: Desk, input: never, ...ids: string[]) => object
}

export const route = <const S extends Spec>(
  method: Route['method'],
  path: string,
  spec: S,
  handle: (desk: Desk, input: Read<S>, ...ids: string[]) => object,
): Route => ({ method, path, spec, handle: handle as Route['handle'] })
