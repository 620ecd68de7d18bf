/** An invariant of the money core. It stays on in production: a wrong book is worse than a stopped request. */
export function assert(condition: unknown, law: string): asserts condition {
  if (!condition) throw new BrokenInvariant(law)
}

export class BrokenInvariant extends Error {
  override name = 'BrokenInvariant'
}
