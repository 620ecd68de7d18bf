import { changeInvoice } from '../actions/invoices/change-invoice.ts'
import { chargeKeptMethod } from '../actions/payments/charge-invoice.ts'
import { sweepPayment } from '../actions/payments/check-payment.ts'
import { decentInstant, remind } from '../core/collection/reminders.ts'
import { timersOf as momentsOf } from '../core/collection/timers.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../core/invoices/invoice.ts'
import { isSettled } from '../core/payments/payment.ts'
import { ok } from '../core/result.ts'
import type { WithParties } from '../db/repositories/parties.ts'
import { reviewItem } from '../db/repositories/review-items.ts'
import { type HeldTimer, type TakenTimer, timersOf } from '../db/repositories/timers.ts'
import type { Deps } from '../deps.ts'
import { backoffMs } from './backoff.ts'
import { jobCaller } from './caller.ts'
import type { ClaimedWork } from './messages.ts'

/** The timer that went off, held under a fence of our own, and what it is about as that was when we took it. */
type Held = Pick<ClaimedWork, 'accountId' | 'id' | 'kind' | 'tries'> &
  HeldTimer & { readonly loaded: WithParties | null }

type Alarm = (deps: Deps, invoice: IssuedInvoice, held: Held) => Promise<void>

/** What each kind of timer does when it goes off. Its own commit sets the next moment. */
const alarms: Readonly<Record<string, Alarm>> = { reminder, charge, check }

/**
 * Attends to an invoice whose moment has come. Its state is read with the taking: the moment may have passed for good. What was
 * taken together with others is handed in.
 */
export async function timer(
  deps: Deps,
  { accountId, id, kind, fence, tries }: ClaimedWork,
  takenTogether?: TakenTimer | null,
): Promise<void> {
  const timers = timersOf(deps.db, accountId)
  const taken = takenTogether === undefined ? await timers.take(id, kind, fence, deps.now()) : takenTogether
  if (!taken) return
  const { loaded } = taken
  const invoice = loaded?.invoice
  const held: Held = { accountId, id, kind, tries, ...taken.timer, loaded }
  const alarm = Object.hasOwn(alarms, kind) ? alarms[kind] : undefined
  if (!alarm || !invoice || !isIssued(invoice)) return rest(deps, held, null, 'nothing_to_do')
  deps.guards.push(timers.guard(id, kind, held.fence))
  try {
    await alarm(deps, invoice, held)
  } catch (error) {
    deps.guards.length = 0
    deps.marks.length = 0
    await rest(deps, held, deps.now() + backoffMs(tries), error instanceof Error ? error.name : 'fault')
    throw error
  }
}

const rest = (deps: Deps, held: Held, visibleAt: number | null, reason: string) => {
  const { accountId, id, kind, tries } = held
  const later = timersOf(deps.db, accountId).later(id, kind, held, tries + 1, visibleAt, reason)
  return deps.commit(jobCaller(accountId, kind), [], deps.now(), [later])
}

/** Writes the reminder's step and its mail in one commit; a step is done once, missed ones go into the newest. */
async function reminder(deps: Deps, invoice: IssuedInvoice, held: Held): Promise<void> {
  const decentAt = decentInstant(invoice.plan, deps.now())
  if (decentAt > deps.now()) return rest(deps, held, decentAt, 'not_at_this_hour')
  let isOwed = false
  let current: Invoice = invoice
  const caller = jobCaller(held.accountId, 'reminders')
  const decide = (loaded: Invoice, now: number) => {
    const decided = isIssued(loaded) ? remind(loaded, now, held.loaded?.customer === null) : null
    isOwed = decided !== null
    current = loaded
    return ok(decided ? [decided] : [])
  }
  await changeInvoice(deps, caller, invoice.id, decide, held.loaded)
  if (!isOwed) await rest(deps, held, momentsOf(current).reminder, 'nothing_to_do')
}

const mostTries = 8

/**
 * Charges what fell due. Where no method is kept it stops until the customer gives one, and asks them to. Money on its way is
 * waited for; what stands in the way for good, or for too long, is a person's to look at.
 */
async function charge(deps: Deps, invoice: IssuedInvoice, held: Held): Promise<void> {
  const { charge: dueAt, check: lookAt } = momentsOf(invoice)
  if (dueAt === null || dueAt > deps.now()) return rest(deps, held, dueAt, 'not_due')
  const caller = jobCaller(held.accountId, 'charges')
  const charged = await chargeKeptMethod(deps, caller, { invoiceId: invoice.id, methodId: null })
  if (charged.ok || charged.refusal.code === 'payment_failed') return
  deps.guards.length = 0
  const { code } = charged.refusal
  const again = deps.now() + backoffMs(held.tries)
  if (code === 'payment_method_missing') return giveUp(deps, invoice.id, held, code)
  if (code === 'payment_in_progress' && lookAt !== null) return rest(deps, held, Math.max(again, lookAt), code)
  if (code !== 'customer_deleted' && held.tries + 1 < mostTries) return rest(deps, held, again, code)
  deps.marks.push(
    reviewItem(deps, held.accountId, {
      kind: 'charge_not_possible',
      subject: invoice.id,
      invoiceId: invoice.id,
      detail: { reason: code },
    }),
  )
  if (code === 'customer_deleted') return giveUp(deps, invoice.id, held, code)
  await rest(deps, held, null, code)
}

async function giveUp(deps: Deps, invoiceId: string, held: Held, reason: string): Promise<void> {
  await changeInvoice(deps, jobCaller(held.accountId, 'charges'), invoiceId, (current) =>
    ok(momentsOf(current).charge === null ? [] : [{ type: 'charge.given_up', reason }]),
  )
}

/** Asks the provider about every payment of the invoice whose look is due. */
async function check(deps: Deps, invoice: IssuedInvoice, held: Held): Promise<void> {
  const caller = jobCaller(held.accountId, 'sweep')
  const due = invoice.payments.filter(
    (payment) => !isSettled(payment) && payment.nextCheckAt !== null && payment.nextCheckAt <= deps.now(),
  )
  for (const { id } of due) await sweepPayment(deps, caller, { invoiceId: invoice.id, paymentId: id })
  if (due.length === 0) await rest(deps, held, momentsOf(invoice).check, 'not_due')
}
