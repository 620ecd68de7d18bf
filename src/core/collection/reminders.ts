import { addDays, type Day } from '../calendar/day.ts'
import { hourIn } from '../calendar/hour.ts'
import { atHour, dayIn } from '../calendar/zone.ts'
import type { Customer } from '../customers/customer.ts'
import { addressOf, isAddressRefused } from '../invoices/address-of.ts'
import type { IssuedInvoice } from '../invoices/invoice.ts'
import { moneyBackOfInvoice } from '../payments/money-back.ts'
import { isUnderway } from '../payments/offers.ts'
import { type CollectionPlan, stepName } from './plan.ts'

type Step = { readonly name: string; readonly at: number }

/** No mail leaves at or after this local hour; it waits for the next morning. */
const lastHour = 20

/** The reminder steps still ahead of an invoice or missed, oldest first. Steps from before it was issued are not owed. */
function stepsLeft(invoice: IssuedInvoice): Step[] {
  const { dueOn, plan } = invoice
  if (!isFollowedUp(invoice) || dueOn === null) return []
  return plan.reminderDays
    .map((days) => ({ name: stepName(days), at: stepAt(plan, dueOn, days) }))
    .filter(({ name, at }) => at > invoice.finalizedAt && !(name in invoice.steps))
    .sort((a, b) => a.at - b.at)
}

/** Whether reminders are sent for it at all: open, asked by invoice rather than charged, and not told to keep still. */
const isFollowedUp = (invoice: IssuedInvoice): boolean =>
  invoice.status === 'open' && invoice.collectionMethod === 'send_invoice' && invoice.autoAdvance !== false

const stepAt = (plan: CollectionPlan, dueOn: Day, days: number) =>
  atHour(plan.timeZone, addDays(dueOn, days), plan.hour)

/** When the next reminder step falls due, in ms since 1970; null when none is left. */
export const nextReminderAt = (invoice: IssuedInvoice): number | null => stepsLeft(invoice)[0]?.at ?? null

/** This instant if it is a decent hour for the customer, else the next one at which mail may leave. */
export function decentInstant(plan: CollectionPlan, nowMs: number): number {
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

/** What to do about the steps that are due: one mail for the newest, the missed ones merged into it, or none and why. */
export function remind(invoice: IssuedInvoice, nowMs: number, customer?: Customer | null): ReminderDecision | null {
  const left = stepsLeft(invoice)
  const due = left.filter(({ at }) => at <= nowMs)
  const newest = due.at(-1)
  if (!newest) return null
  const reason = reasonNotToRemind(invoice, customer)
  if (reason) {
    // A deleted customer does not come back: what would follow is skipped with it.
    const skipped = reason === 'customer_deleted' ? left : due
    return { type: 'reminder.skipped', steps: Object.fromEntries(skipped.map(({ name }) => [name, 'skipped'])), reason }
  }
  const steps = due.map(({ name }) => [name, name === newest.name ? 'sent' : 'merged'] as const)
  return { type: 'reminder.sent', steps: Object.fromEntries(steps), reason: due.length > 1 ? newest.name : null }
}

/**
 * Why a customer, null once deleted, must not be reminded now; null when nothing speaks against it. Read again before the mail
 * leaves.
 */
export function reasonNotToRemind(invoice: IssuedInvoice, customer?: Customer | null): string | null {
  if (invoice.status !== 'open') return invoice.status
  if (customer === null) return 'customer_deleted'
  if (isUnderway(invoice)) return 'payment_processing'
  if (moneyBackOfInvoice(invoice).disputedMinor > 0) return 'payment_disputed'
  if (invoice.autoAdvance === false) return 'collection_paused'
  if (!addressOf(invoice)) return 'no_email_address'
  if (isAddressRefused(invoice, customer)) return 'address_refused'
  return null
}
