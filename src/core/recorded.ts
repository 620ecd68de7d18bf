/** An event with its sequence number and its instant in ms since 1970. */
export type Recorded<E> = { readonly seq: number; readonly at: number; readonly event: E }

export type Evolve<S, E> = (state: S | null, recorded: Recorded<E>) => S | null

/** Numbers events after `version`, all at the same instant. */
export const record = <E>(events: readonly E[], version: number, at: number): Recorded<E>[] =>
  events.map((event, i) => ({ seq: version + 1 + i, at, event }))

/** Folds a history into the state. */
export const replay = <S, E>(evolve: Evolve<S, E>, history: readonly Recorded<E>[], from: S | null = null): S | null =>
  history.reduce<S | null>(evolve, from)
