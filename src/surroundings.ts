/** What the world outside gives a Worker and a sandbox may replace: the time, and where the payment provider is. */
export type Surroundings = {
  readonly now: () => number
  /** The provider's API when it is not the public one. */
  readonly providerUrl: string | null
}
