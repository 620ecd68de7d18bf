import { assert } from './assert.ts'

type Data = Readonly<Record<string, unknown>>

/** One schema version step: how to upgrade older events and rows. Parts without a function are unchanged. */
export type Step = { readonly event?: (event: Data) => Data; readonly state?: (state: Data) => Data }

/** How a kind of object is stored: `S` is the object, `E` its events, `K` its stored row. */
export type Shape<S, E, K = S> = {
  /** Written as `v` into each event and each row. */
  readonly version: number
  /** Upgrades stored data of any version to the current one; data without `v` is version 1. */
  readonly upgrade: { (part: 'event', data: Data): E; (part: 'state', data: Data): K }
  readonly keep: (state: S) => K
  readonly read: (kept: K) => S
}

const itself = (state: unknown) => state

/** The shape after these steps: the first one upgrades version 1 to 2. `whole` converts between row and object. */
export function shape<S, E, K = S>(
  steps: readonly Step[] = [],
  whole?: Pick<Shape<S, E, K>, 'keep' | 'read'>,
): Shape<S, E, K> {
  const version = steps.length + 1
  function upgrade(part: 'event' | 'state', { v = 1, ...data }: Data): Data {
    // After a rollback, older code must not read newer data and write it back incomplete.
    assert(
      Number.isInteger(v) && (v as number) >= 1 && (v as number) <= version,
      `${part} data is of a version that this code knows`,
    )
    return steps.slice((v as number) - 1).reduce((read, step) => step[part]?.(read) ?? read, data)
  }
  return { version, upgrade, keep: itself, read: itself, ...whole } as unknown as Shape<S, E, K>
}
