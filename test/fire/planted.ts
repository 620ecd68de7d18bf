import { planted as asked } from '../proof/rounds.ts'
import { planted as simulated } from '../simulation/planted.ts'
import type { Plant } from './bundle.ts'

const hook = 'src/routes/hooks/stripe.ts'

/** Bugs that show where the real parts burn, by what somebody did wrong. */
const bugs: Readonly<Record<string, readonly (readonly [file: string, from: string, to: string])[]>> = {
  'a message is answered while it is being kept': [
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
  'a message is acknowledged that could not be kept': [
    [hook, "'try_again_later' } }, 503)", "'try_again_later' } }, 200)"],
  ],
  'a charge whose answer was lost is made again under another key': [
    ['src/providers/stripe/charge.ts', ':charge`', ':charge` + crypto.randomUUID()'],
  ],
  'who dies with work in hand keeps it for ever': [
    ['src/db/commit.ts', 'visibleAt: stamp.at + leaseMs', 'visibleAt: stamp.at + 1e6 * leaseMs'],
  ],
  'work of several steps counts as done when the first is written': [
    ['src/actions/unit-of-work.ts', '({ ...unit, accompanyingRows: [] })', '({ ...unit })'],
  ],
  'a part is taken whatever remains to be paid': [
    [
      'src/core/payments/out-of-band.ts',
      "if (amountMinor > remainingMinor) return refuse('overpayment', { param: 'amount' })",
      '',
    ],
  ],
  'a database that fails is shown as a fault': [
    ['src/http/fault.ts', "if (isUnavailable(fault)) return { code: 'database_unavailable' }", ''],
  ],
}

/** These and the simulation's, by name. */
export const everyPlant: ReadonlyMap<string, readonly Plant[]> = new Map<string, readonly Plant[]>([
  ...simulated.map(({ name, patches }) => [name, patches] as const),
  ...Object.entries(bugs).map(
    ([name, edits]) => [name, edits.map(([file, from, to]) => ({ file, from, to }))] as const,
  ),
])

/** What plants a bug, one of these or of the simulation's. */
export function plantsOf(name: string): readonly Plant[] {
  const plants = everyPlant.get(name)
  if (!plants) throw new Error(`“${name}” is none of these bugs: ${[...everyPlant.keys()].join('; ')}.`)
  return plants
}

/** What `REMIT_PLANT` asks for; nothing where it says `none`, or is not set. */
export const plantsAsked = (): readonly Plant[] => (asked === undefined || asked === 'none' ? [] : plantsOf(asked))
