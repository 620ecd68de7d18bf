import { type Day, daysBetween } from '../calendar/day.ts'

/** How long the parts of a debt have been past due, and for how many days at most each part counts. */
const limits = { not_due: 0, days_1_30: 30, days_31_60: 60, days_61_90: 90, over_90_days: Number.POSITIVE_INFINITY }

export type AgeBand = keyof typeof limits
export const ageBands = Object.keys(limits) as AgeBand[]

/** What is owed, by how long it has been past due; minor units. */
export type Ageing = Readonly<Record<AgeBand, number>>

/** What is still owed of one invoice, and until when it was to be paid; null where no day is given, so that it is never past due. */
export type OpenItem = { readonly remainingMinor: number; readonly dueOn: Day | null }

/** The ages of what is owed at the end of a day. On its due day an invoice is not past due. */
export function ageingOf(open: readonly OpenItem[], on: Day): Ageing {
  const ageing: Record<AgeBand, number> = { not_due: 0, days_1_30: 0, days_31_60: 0, days_61_90: 0, over_90_days: 0 }
  for (const { remainingMinor, dueOn } of open)
    ageing[bandOf(dueOn === null ? 0 : daysBetween(dueOn, on))] += remainingMinor
  return ageing
}

const bandOf = (daysPastDue: number): AgeBand => ageBands.find((band) => daysPastDue <= limits[band]) ?? 'over_90_days'
