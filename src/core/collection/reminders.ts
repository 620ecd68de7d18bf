import { addDays, type Day } from '../calendar/day.ts'
import { hourIn } from '../calendar/hour.ts'
import { atHour, dayIn } from '../calendar/zone.ts'
import type { Customer } from '../customers/customer.ts'
import { contactsMailed } from '../customers/mailed-contacts.ts'
import { addressOf, isAddressRefused } from '../invoices/address-of.ts'
import { isAnswerOwed } from '../invoices/ask.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { isPromised } from '../invoices/promise-payment.ts'
import { moneyBackOfInvoice } from '../payments/money-back.ts'
import { isUnderway } from '../payments/offers.ts'
import { isLeftToCustomer } from './collection-method.ts'
import { type CollectionPlan, promiseStep, stepName } from './plan.ts'

type Step = { readonly name: string; readonly at: number }

/** Reminders are not sent from this local hour on; they wait for the next morning. */
const lastHour = 20

/** The reminder steps that are still to come or were missed, oldest first, without steps from before it was issued or left to its customer. */
function stepsLeft(invoice: IssuedInvoice): Step[] {
  const { dueOn, plan, finalizedAt, isLeftToCustomer: isLeft } = invoice
  if (!isReminded(invoice) || dueOn === null) return []
  // One that was left before this was kept goes on without reminders, as nobody knows which steps are past.
  const from = isLeft ? (invoice.leftAt ?? Number.POSITIVE_INFINITY) : finalizedAt
  return plan.reminderDays
    .map((days) => ({ name: stepName(days), at: stepAt(plan, dueOn, days) }))
    .concat(afterPromise(invoice))
    .filter(({ name, at }) => at > from && !(name in invoice.steps))
    .sort((a, b) => a.at - b.at)
}

/** Whether it is reminded at all: open, paid by the customer themselves, and not paused. */
const isReminded = (invoice: IssuedInvoice): boolean =>
  invoice.status === 'open' && isLeftToCustomer(invoice) && invoice.autoAdvance !== false

/** A promise that was not kept is followed by a reminder of its own, on the day after. */
const afterPromise = ({ promise, plan }: IssuedInvoice): Step[] =>
  promise ? [{ name: promiseStep(promise.payOn), at: Math.max(promise.endsAt, stepAt(plan, promise.payOn, 1)) }] : []

const stepAt = (plan: CollectionPlan, dueOn: Day, days: number) =>
  atHour(plan.timeZone, addDays(dueOn, days), plan.hour)

/** When the next reminder step falls due, in ms since 1970; null when none is left. */
export const nextReminderAt = (invoice: IssuedInvoice): number | null => stepsLeft(invoice)[0]?.at ?? null

/** This instant if mail may be sent at this hour in the customer's zone, else the next instant at which it may. */
export function allowedInstant(plan: CollectionPlan, nowMs: number): number {
  const hour = hourIn(plan.timeZone, nowMs)
  if (hour >= plan.hour && hour < Math.max(lastHour, plan.hour + 1)) return nowMs
  const today = dayIn(plan.timeZone, nowMs)
  return atHour(plan.timeZone, hour < plan.hour ? today : addDays(today, 1), plan.hour)
}

type ReminderDecision = {
  readonly type: 'reminder.sent' | 'reminder.skipped'
  readonly steps: Record<string, 'sent' | 'merged' | 'skipped'>
  readonly reason: string | null
}

/**
 * The event for the steps that are due: one mail for the newest with the missed ones merged into it, or none and why.
 */
export function remind(invoice: IssuedInvoice, nowMs: number, customer?: Customer | null): ReminderDecision | null {
  const left = stepsLeft(invoice)
  const due = left.filter(({ at }) => at <= nowMs)
  const newest = due.at(-1)
  if (!newest) return null
  const reason = reasonNotToRemind(invoice, nowMs, customer)
  if (reason) {
    // A deletion is final, so later steps are skipped too.
    const skipped = reason === 'customer_deleted' ? left : due
    return { type: 'reminder.skipped', steps: Object.fromEntries(skipped.map(({ name }) => [name, 'skipped'])), reason }
  }
  const steps = due.map(({ name }) => [name, name === newest.name ? 'sent' : 'merged'] as const)
  return { type: 'reminder.sent', steps: Object.fromEntries(steps), reason: due.length > 1 ? newest.name : null }
}

/**
 * Why the customer must not be reminded now; null if they may. Without a usable address the contacts are, if there are any. The
 * customer is null once deleted.
 */
export function reasonNotToRemind(invoice: IssuedInvoice, nowMs: number, customer?: Customer | null): string | null {
  const reason = reasonNotToAsk(invoice, nowMs, customer)
  if (reason) return reason
  if (contactsMailed(customer, 'reminder', addressOf(invoice)).length > 0) return null
  if (!addressOf(invoice)) return 'no_email_address'
  return isAddressRefused(invoice, customer) ? 'address_refused' : null
}

/** Why nobody must be asked for the money now, whatever their address. Checked again before each mail. */
export function reasonNotToAsk(invoice: IssuedInvoice, nowMs: number, customer?: Customer | null): string | null {
  if (invoice.status !== 'open') return invoice.status
  if (customer === null) return 'customer_deleted'
  if (isUnderway(invoice)) return 'payment_processing'
  if (moneyBackOfInvoice(invoice).disputedMinor > 0) return 'payment_disputed'
  if (invoice.autoAdvance === false) return 'collection_paused'
  if (isPromised(invoice, nowMs)) return 'payment_promised'
  return isAnswerOwed(invoice, nowMs) ? 'answer_owed' : null
}
