import { nearestPayable, type PartRange } from '../../core/payments/part.ts'
import type { RefusalCode } from '../../core/refusals.ts'
import { paths } from '../../paths.ts'
import type { PageI18n } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'

/** The part of the amount that a payer asked to pay. */
export type AskedPart = {
  readonly typed: string
  /** Minor units; null where it is no amount. */
  readonly amountMinor: number | null
  /** Why it cannot be paid; null where it can. */
  readonly refusal: RefusalCode | null
}

type PartFormProps = {
  readonly range: PartRange
  /** What is paid now without choosing a part, in minor units. */
  readonly allMinor: number
  readonly part: AskedPart | null
  readonly place: string
  readonly i18n: PageI18n
}

/** Where a payer asks to pay a part. It only leads to the page with that part, where they see the amount before they pay it. */
export function PartForm({ range, allMinor, part, place, i18n }: PartFormProps) {
  const { part: words } = i18n.words.pay
  const isWrong = part !== null && part.refusal !== null
  return (
    <details class="differently" open={isWrong}>
      <summary>{words.summary}</summary>
      <form class="part" action={paths.invoice(place)}>
        <label for="part">{words.label}</label>
        <p class="hint" id="part-hint">
          {words.range({ least: i18n.money(range.leastMinor), most: i18n.money(range.mostMinor) })}
        </p>
        {isWrong && (
          <p class="part-fault" id="part-fault">
            <Icon name="alert" />
            {faultText(range, allMinor, part.amountMinor, i18n)}
          </p>
        )}
        <input
          id="part"
          name="part"
          type="text"
          inputMode="decimal"
          autocomplete="off"
          dir="auto"
          maxLength={40}
          required
          value={part?.typed}
          aria-describedby={isWrong ? 'part-fault part-hint' : 'part-hint'}
          aria-invalid={isWrong || undefined}
        />
        <button class="button" data-quiet type="submit">
          {words.next}
        </button>
      </form>
    </details>
  )
}

/** What is wrong with an amount, and those that work. */
function faultText(range: PartRange, allMinor: number, amountMinor: number | null, { words, money }: PageI18n): string {
  const { part } = words.pay
  if (amountMinor === null) return part.unreadable({ example: money(range.mostMinor) })
  const [lower = allMinor, upper] = nearestPayable(range, allMinor, amountMinor)
  return upper === undefined
    ? part.nearest({ amount: money(lower) })
    : part.nearestTwo({ lower: money(lower), upper: money(upper) })
}

type ChosenPartProps = { readonly partMinor: number; readonly remainingMinor: number; readonly i18n: PageI18n }

/** What the payer chose, and what is left to pay after it. */
export const ChosenPart = ({ partMinor, remainingMinor, i18n: { words, money } }: ChosenPartProps) => (
  <p class="part-chosen" role="status" tabIndex={-1} autofocus>
    {words.pay.part.chosen({ part: money(partMinor), rest: money(remainingMinor - partMinor) })}
  </p>
)
