/** A request's parameters before anybody has judged them. Objects are maps, so that no name can reach a prototype. */
export type Wire = string | number | boolean | null | readonly Wire[] | WireObject
export type WireObject = ReadonlyMap<string, Wire>

/** How much of it we are willing to look at: a full invoice needs a fraction of this. */
export const limits = { bytes: 256 * 1024, depth: 6, values: 2000 } as const
