import { chargeDueInvoice } from '../actions/collection/charge-due-invoice.ts'
import type { DueTimer, Postponed } from '../actions/collection/due-timer.ts'
import { remindCustomer } from '../actions/collection/remind-customer.ts'
import { pollDuePayments } from '../actions/payments/poll-due-payments.ts'
import { commitUnit, type UnitOfWork, unitOfWork, type Written } from '../actions/unit-of-work.ts'
import { isIssued } from '../core/invoices/invoice.ts'
import type { WithParties } from '../db/repositories/parties.ts'
import { type HeldTimer, type TakenTimer, timersOf } from '../db/repositories/timers.ts'
import type { Deps } from '../deps.ts'
import { backoffMs } from './backoff.ts'
import { jobCaller } from './caller.ts'
import type { ClaimedWork } from './messages.ts'

type Handler = {
  /** The id of the actor of the job's events. */
  readonly actor: string
  readonly act: (deps: Deps, unit: UnitOfWork, due: DueTimer<WithParties>) => Promise<Postponed | null>
}

/** The handler of each kind of timer. Its commit sets the next due time. */
const handlers: ReadonlyMap<string, Handler> = new Map([
  ['reminder', { actor: 'reminders', act: remindCustomer }],
  ['charge', { actor: 'charges', act: chargeDueInvoice }],
  ['check', { actor: 'sweep', act: pollDuePayments }],
])

class UnknownTimer extends Error {
  override name = 'UnknownTimer'
}

/** A due timer, held under our fence. */
type Held = ClaimedWork & { readonly timer: HeldTimer }

/**
 * Processes a due timer. The invoice is read with the claim, since the timer may be obsolete. A timer that was claimed
 * in a batch is passed in.
 */
export async function timer(
  deps: Deps,
  message: ClaimedWork,
  written: Written,
  takenTogether?: TakenTimer | null,
): Promise<void> {
  const { accountId, id, kind, fence, tries } = message
  const timers = timersOf(deps.db, accountId)
  const handler = handlers.get(kind)
  // Newer code wrote it and takes it when the lease ends.
  if (!handler) throw new UnknownTimer(kind)
  const taken = takenTogether === undefined ? await timers.take(id, kind, fence) : takenTogether
  if (!taken) return
  const { loaded } = taken
  const held: Held = { ...message, timer: taken.timer }
  const postponeUnit = unitOfWork(jobCaller(accountId, kind), { written })
  if (!loaded || !isIssued(loaded.invoice))
    return postpone(deps, postponeUnit, held, { visibleAt: null, reason: 'nothing_to_do' })
  const conditions = [timers.stillHeld(id, kind, taken.timer.fence)]
  const againAt = deps.now() + backoffMs(tries)
  try {
    const unit = unitOfWork(jobCaller(accountId, handler.actor), { conditions, written })
    const postponed = await handler.act(deps, unit, { loaded, tries, againAt })
    if (postponed) await postpone(deps, { ...postponeUnit, conditions }, held, postponed)
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'fault'
    await postpone(deps, postponeUnit, held, { visibleAt: deps.now() + backoffMs(tries), reason })
    throw error
  }
}

/** Postpones a timer that we hold, or stops it. */
async function postpone(deps: Deps, unit: UnitOfWork, held: Held, { visibleAt, reason, rows = [] }: Postponed) {
  const { accountId, id, kind, tries, timer } = held
  const postponed = timersOf(deps.db, accountId).postponed(id, kind, timer, tries + 1, visibleAt, reason)
  await commitUnit(deps, unit, [], deps.now(), [postponed, ...rows])
}
