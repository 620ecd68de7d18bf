/** A request's parameters before validation. Objects are maps, so that no name can reach a prototype. */
export type Wire = string | number | boolean | null | readonly Wire[] | WireObject
export type WireObject = ReadonlyMap<string, Wire>

/** The maximum size of a request: a full invoice needs a fraction of it. */
export const limits = { bytes: 256 * 1024, depth: 6, values: 2000 } as const
