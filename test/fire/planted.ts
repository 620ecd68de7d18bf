// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is planted is text of the product's code
import { planted as requested } from '../proof/rounds.ts'
import { planted as simulated } from '../simulation/planted.ts'
import type { Plant } from './bundle.ts'

const hook = 'src/routes/hooks/stripe.ts'

/** Bugs that show in the tests with real processes, each named after the mistake. */
const bugs: Readonly<Record<string, readonly (readonly [file: string, from: string, to: string])[]>> = {
  'a webhook is acknowledged before it is stored': [
    [
      'src/actions/provider-events/receive-provider-event.ts',
      'const isNew = await providerEventsOf(deps.db, accountId, provider.name).keep(message, deps.now())',
      'const isNew = providerEventsOf(deps.db, accountId, provider.name).keep(message, deps.now())',
    ],
    [hook, 'if (kept.isNew && kept.isRead) {', 'c.executionCtx.waitUntil(kept.isNew)\n    if (kept.isRead) {'],
    [
      hook,
      'const work = runWithoutFailing(message.job, message.id, () => providerEvent(deps, message, written))',
      'const work = runWithoutFailing(message.job, message.id, () => kept.isNew.then(() => providerEvent(deps, message, written)))',
    ],
  ],
  'a webhook is acknowledged that could not be stored': [
    [hook, "'try_again_later' } }, 503)", "'try_again_later' } }, 200)"],
  ],
  'a charge whose response was lost is retried under another key': [
    ['src/providers/stripe/charge.ts', ':charge`', ':charge` + crypto.randomUUID()'],
  ],
  'a lease never expires': [
    ['src/db/commit.ts', 'visible_at: `${db.clock} + ${leaseMs}`', 'visible_at: `${db.clock} + ${1e6 * leaseMs}`'],
  ],
  'an operation of several steps counts as done after the first commit': [
    ['src/actions/unit-of-work.ts', '({ ...unit, accompanyingRows: [] })', '({ ...unit })'],
  ],
  'a part payment is accepted whatever remains to be paid': [
    [
      'src/core/payments/out-of-band.ts',
      "if (amountMinor > remainingMinor) return refuse('overpayment', { param: 'amount' })",
      '',
    ],
  ],
  'an unavailable database is answered as an internal error': [
    ['src/http/fault.ts', "if (isUnavailable(fault)) return { code: 'database_unavailable' }", ''],
  ],
}

/** These bugs and the simulation's, by name. */
export const everyPlant: ReadonlyMap<string, readonly Plant[]> = new Map<string, readonly Plant[]>([
  ...simulated.map(({ name, patches }) => [name, patches] as const),
  ...Object.entries(bugs).map(
    ([name, edits]) => [name, edits.map(([file, from, to]) => ({ file, from, to }))] as const,
  ),
])

/** The patches that plant a bug, one of these or of the simulation's. */
export function plantsOf(name: string): readonly Plant[] {
  const plants = everyPlant.get(name)
  if (!plants) throw new Error(`“${name}” is not one of these bugs: ${[...everyPlant.keys()].join('; ')}.`)
  return plants
}

/** The patches for the bug that `REMIT_PLANT` names; none where it is `none` or not set. */
export const plantsFromEnvironment = (): readonly Plant[] =>
  requested === undefined || requested === 'none' ? [] : plantsOf(requested)
