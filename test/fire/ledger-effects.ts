import type { Truth } from '../../dev/sandbox/truth.ts'
import type { Rows } from '../world/database.ts'

/** Everything that moved money at the provider, named as the ledger names its cause. */
export function factsOf({ account, payments, refunds, disputes }: Truth): string[] {
  return [
    ...payments.filter(({ status }) => status === 'succeeded').map(({ id }) => `payment stripe:${account}:${id}`),
    ...refunds.filter(({ status }) => status === 'succeeded').map(({ id }) => `refund ${id}`),
    ...disputes.map(({ id }) => `dispute_opened ${id}`),
    ...disputes.filter(({ status }) => status === 'won').map(({ id }) => `dispute_won ${id}`),
  ]
}

/** The causes of all ledger transactions about provider money, one entry per transaction. */
export async function effectsIn(rows: Rows): Promise<string[]> {
  const found = await rows<{ cause: string }>(
    `SELECT cause_kind || ' ' || cause_id AS cause FROM ledger_transactions
     WHERE cause_kind IN ('payment', 'refund', 'dispute_opened', 'dispute_won')`,
  )
  return found.map(({ cause }) => cause)
}

/** Facts that do not have exactly one effect, and effects without a fact. */
export function effectViolations(facts: readonly string[], effects: readonly string[]): string[] {
  const counts = Map.groupBy(effects, (effect) => effect)
  return [...new Set([...facts, ...effects])]
    .map((fact) => ({ fact, count: counts.get(fact)?.length ?? 0, isTrue: facts.includes(fact) }))
    .filter(({ count, isTrue }) => count !== 1 || !isTrue)
    .map(({ fact, count, isTrue }) => `${fact}: ${count} effects${isTrue ? '' : ' of nothing'}`)
}
