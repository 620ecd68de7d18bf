import { planted as asked } from '../proof/rounds.ts'
import { planted as simulated } from '../simulation/planted.ts'
import type { Plant } from './bundle.ts'

/** A message is answered while it is being kept. */
export const answeredTooSoon: readonly Plant[] = [
  {
    file: 'src/actions/provider-events/receive-provider-event.ts',
    from: 'const isNew = await providerEventsOf(deps.db, accountId, provider.name).keep(message, deps.now())',
    to: 'const isNew = providerEventsOf(deps.db, accountId, provider.name).keep(message, deps.now())',
  },
  {
    file: 'src/routes/hooks/stripe.ts',
    from: 'if (kept.isNew && kept.isRead) {',
    to: 'c.executionCtx.waitUntil(kept.isNew)\n    if (kept.isRead) {',
  },
  {
    file: 'src/routes/hooks/stripe.ts',
    from: 'const work = forgiving(message.job, message.id, () => providerEvent(deps, message))',
    to: 'const work = forgiving(message.job, message.id, () => kept.isNew.then(() => providerEvent(deps, message)))',
  },
]

/** A charge whose answer was lost is made again under another key. */
export const keyMadeAnew: readonly Plant[] = [
  { file: 'src/providers/stripe/charge.ts', from: ':charge`', to: ':charge` + crypto.randomUUID()' },
]

/** Who dies with work in hand keeps it for ever. */
export const claimWithoutEnd: readonly Plant[] = [
  {
    file: 'src/db/commit.ts',
    from: 'const visibleAt = stamp.at + leaseMs',
    to: 'const visibleAt = stamp.at + 1e6 * leaseMs',
  },
]

/** Work of several steps counts as done when the first is written. */
export const doneAfterFirstStep: readonly Plant[] = [
  { file: 'src/actions/beforehand.ts', from: 'const marks = deps.marks.splice(0)', to: 'const marks = []' },
]

/** A part is taken whatever remains to be paid. */
const partNotHeldAgainstRest: readonly Plant[] = [
  {
    file: 'src/core/payments/out-of-band.ts',
    from: "if (amountMinor > remainingMinor) return refuse('overpayment', { param: 'amount' })",
    to: '',
  },
]

/** A message is acknowledged that could not be kept. */
const takenUnkept: readonly Plant[] = [
  { file: 'src/routes/hooks/stripe.ts', from: "'try_again_later' } }, 503)", to: "'try_again_later' } }, 200)" },
]

/** A reader hears of a database that fails as of a fault of ours. */
const faultShown: readonly Plant[] = [
  { file: 'src/http/fault.ts', from: "if (isUnavailable(fault)) return { code: 'database_unavailable' }", to: '' },
]

/** Every bug that a burning town can have, those of the simulation too. */
const all: readonly { readonly name: string; readonly patches: readonly Plant[] }[] = [
  ...simulated,
  { name: 'a message is answered while it is being kept', patches: answeredTooSoon },
  { name: 'a charge is made again under another key', patches: keyMadeAnew },
  { name: 'who dies keeps the work for ever', patches: claimWithoutEnd },
  { name: 'work counts as done after its first step', patches: doneAfterFirstStep },
  { name: 'a part is taken whatever remains to be paid', patches: partNotHeldAgainstRest },
  { name: 'a message is acknowledged that could not be kept', patches: takenUnkept },
  { name: 'a database that fails is shown as a fault', patches: faultShown },
]

/** The bugs that `REMIT_PLANT` asks for by a part of their name; none where it says so or nothing. */
export function plantsAsked(): readonly Plant[] {
  const part = asked ?? 'none'
  if (part === 'none') return []
  const found = all.filter(({ name }) => name.includes(part))
  if (found.length !== 1)
    throw new Error(`REMIT_PLANT=${part} names ${found.length} of: ${all.map(({ name }) => name).join('; ')}.`)
  return found[0]!.patches
}
