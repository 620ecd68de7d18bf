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
