/** The sources that report one payment: the provider's response, the payer's return, two types of webhook, our own sweep. */
export const eventSources = ['response', 'return', 'webhook', 'other webhook', 'sweep'] as const
export type EventSource = (typeof eventSources)[number]

/** An order in which the sources report, in stages: those of one stage report at the same time. */
export type Ordering = {
  readonly stages: readonly (readonly EventSource[])[]
  /** Whether the payment is made at the checkout, or with one click by a saved method. */
  readonly method: 'checkout' | 'saved method'
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((first, i) => permutations(items.toSpliced(i, 1)).map((rest) => [first, ...rest]))
}

/** All 120 orders; `choose` says for each which neighbours report at once (0 none, 1 the first two) and how it is paid. */
const orderingsWith = (choose: (index: number) => { together: number; method: Ordering['method'] }): Ordering[] =>
  permutations(eventSources).map((order, index) => {
    const { together, method } = choose(index)
    const stages = order.map((source) => [source])
    if (together > 0) stages.splice(together - 1, 2, order.slice(together - 1, together + 1))
    return { stages, method }
  })

const methods: readonly Ordering['method'][] = ['saved method', 'checkout']

/** Each of the 120 orders once: a fifth of them strictly in sequence, the rest with one pair at once; both ways to pay in turn. */
export const eachOrderingOnce = orderingsWith((index) => ({ together: index % 5, method: methods[index % 2]! }))

/** Each of the 120 orders in sequence, and again with each pair at once; both ways to pay in turn. */
export const everyOrdering = [0, 1, 2, 3, 4].flatMap((together) =>
  orderingsWith((index) => ({ together, method: methods[(index + together) % 2]! })),
)

const stageOf = ({ stages }: Ordering, source: EventSource): number =>
  stages.findIndex((stage) => stage.includes(source))

export const sweepStage = (order: Ordering): number => stageOf(order, 'sweep')

/** Whether the sweep runs while the provider's response is still awaited. */
export const isSweptBeforeResponse = (order: Ordering): boolean => stageOf(order, 'response') >= sweepStage(order)
