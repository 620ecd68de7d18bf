/** Asserts an invariant. Assertions stay on in production: stopping a request is better than wrong books. */
export function assert(condition: unknown, law: string): asserts condition {
  if (!condition) throw new BrokenInvariant(law)
}

export class BrokenInvariant extends Error {
  override name = 'BrokenInvariant'
}
