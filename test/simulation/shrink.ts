import type { Outcome, Plan } from './history.ts'

/** The smallest plan found that still fails: steps are removed, many at a time, then one by one. */
export async function shrink(plan: Plan, run: (plan: Plan) => Promise<Outcome>): Promise<Plan> {
  const isFailing = async (candidate: Plan) => (await run(candidate)).violations.length > 0
  let smallest = plan
  for (let size = Math.ceil(plan.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < smallest.steps.length; ) {
      const candidate = { ...smallest, steps: smallest.steps.toSpliced(at, size) }
      if (await isFailing(candidate)) smallest = candidate
      else at += size
    }
  }
  const withoutFaults = { ...smallest, faultRate: 0 }
  return (await isFailing(withoutFaults)) ? withoutFaults : smallest
}
