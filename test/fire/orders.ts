/** Who tells us of one payment: the provider's answer, the payer who comes back, two types of message, our own sweep. */
export const messengers = ['answer', 'return', 'message', 'other message', 'sweep'] as const
export type Messenger = (typeof messengers)[number]

/** An order in which they come, in stages: those of one stage come at the same time. */
export type Order = {
  readonly stages: readonly (readonly Messenger[])[]
  /** Whether the payment is made at the checkout, or with one click by a kept method. */
  readonly way: 'checkout' | 'kept method'
}

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((first, i) => permutations(items.toSpliced(i, 1)).map((rest) => [first, ...rest]))
}

/** All 120 orders; which neighbours come at once (0 is nobody, 1 the first two) and how is paid is chosen for each. */
const ordersWith = (choose: (index: number) => { together: number; way: Order['way'] }): Order[] =>
  permutations(messengers).map((order, index) => {
    const { together, way } = choose(index)
    const stages = order.map((messenger) => [messenger])
    if (together > 0) stages.splice(together - 1, 2, order.slice(together - 1, together + 1))
    return { stages, way }
  })

const ways: readonly Order['way'][] = ['kept method', 'checkout']

/** Each of the 120 orders once: a fifth of them one after the other, the rest with one pair of neighbours at once; both ways in turn. */
export const eachOrderOnce = ordersWith((index) => ({ together: index % 5, way: ways[index % 2]! }))

/** Each of the 120 orders, and again with each pair of neighbours at once; both ways in turn. */
export const everyOrder = [0, 1, 2, 3, 4].flatMap((together) =>
  ordersWith((index) => ({ together, way: ways[(index + together) % 2]! })),
)

const stageOf = ({ stages }: Order, messenger: Messenger): number =>
  stages.findIndex((stage) => stage.includes(messenger))

export const sweepStage = (order: Order): number => stageOf(order, 'sweep')

/** Whether the sweep comes while the provider's answer is still awaited. */
export const isSweptUnanswered = (order: Order): boolean => stageOf(order, 'answer') >= sweepStage(order)
