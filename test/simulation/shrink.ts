import type { Outcome, Plan } from './history.ts'

/** The smallest plan found in which something still goes wrong: steps are taken out, many at a time, then one by one. */
export async function shrink(plan: Plan, live: (plan: Plan) => Promise<Outcome>): Promise<Plan> {
  const isWrong = async (candidate: Plan) => (await live(candidate)).wrongs.length > 0
  let smallest = plan
  for (let size = Math.ceil(plan.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < smallest.steps.length; ) {
      const candidate = { ...smallest, steps: smallest.steps.toSpliced(at, size) }
      if (await isWrong(candidate)) smallest = candidate
      else at += size
    }
  }
  const calm = { ...smallest, badness: 0 }
  return (await isWrong(calm)) ? calm : smallest
}
