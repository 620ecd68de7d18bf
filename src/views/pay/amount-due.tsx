import { daysBetween } from '../../core/calendar/day.ts'
import { amountDueMinor, amountPaidMinor, amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { type Standing, standingOf } from '../../core/invoices/standing.ts'
import { moneyBackOfInvoice } from '../../core/payments/money-back.ts'
import { amountToPay } from '../document/amount-to-pay.ts'
import type { PageI18n } from '../i18n.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { amountOnItsWayMinor } from './amount-on-its-way.ts'
import { billedAmountMinor } from './billed-amount.ts'

/** Whether the due day still matters to the reader. */
const asksForMoney: Readonly<Record<Standing, boolean>> = {
  open: true,
  due_soon: true,
  past_due: true,
  part_paid: true,
  processing: false,
  paid: false,
  refunded: false,
  reversed: false,
  void: false,
  uncollectible: true,
}

type Look = { readonly icon: IconName; readonly tone: 'good' | 'wait' | 'bad' | 'plain' }

const looks: Readonly<Record<Standing, Look>> = {
  open: { icon: 'clock', tone: 'plain' },
  due_soon: { icon: 'clock', tone: 'wait' },
  past_due: { icon: 'alert', tone: 'bad' },
  part_paid: { icon: 'half', tone: 'wait' },
  processing: { icon: 'onItsWay', tone: 'wait' },
  paid: { icon: 'check', tone: 'good' },
  refunded: { icon: 'info', tone: 'plain' },
  reversed: { icon: 'alert', tone: 'bad' },
  void: { icon: 'cancelled', tone: 'plain' },
  uncollectible: { icon: 'alert', tone: 'bad' },
}

type AmountDueProps = { readonly invoice: IssuedInvoice; readonly now: number; readonly i18n: PageI18n }

/** The amount, the due day and the status: the largest text of the page. */
export function AmountDue({ invoice, now, i18n }: AmountDueProps) {
  const { words, money } = i18n
  const standing = standingOf(invoice, now)
  const { icon, tone } = looks[standing]
  const { label, amountMinor } = headline(invoice, standing, i18n)
  const amount = money(amountMinor)
  const paidMinor = amountPaidMinor(invoice)
  return (
    <div class="amount-due">
      <p class="standing" data-tone={tone}>
        <Icon name={icon} />
        {words.standing[standing]}
      </p>
      <h2 class="amount-label">{label}</h2>
      <p class="amount" data-size={amountSize(amount)}>
        {standing === 'void' ? <s>{amount}</s> : <bdi>{amount}</bdi>}
      </p>
      {asksForMoney[standing] && <Due invoice={invoice} now={now} i18n={i18n} />}
      {paidMinor > 0 && amountRemainingMinor(invoice) > 0 && (
        <div class="part-paid">
          <progress value={paidMinor} max={amountDueMinor(invoice)} aria-hidden="true" />
          <p>{words.pay.paidOfDue({ paid: money(paidMinor), due: money(amountDueMinor(invoice)) })}</p>
        </div>
      )}
    </div>
  )
}

function headline(
  invoice: IssuedInvoice,
  standing: Standing,
  { words }: PageI18n,
): { label: string; amountMinor: number } {
  switch (standing) {
    case 'paid':
      return { label: words.pay.amountPaid, amountMinor: billedAmountMinor(invoice) }
    case 'refunded':
      return { label: words.pay.amountRefunded, amountMinor: moneyBackOfInvoice(invoice).refundedMinor }
    case 'reversed':
      return { label: words.pay.amountReversed, amountMinor: moneyBackOfInvoice(invoice).lostMinor }
    case 'void':
      return { label: words.pay.cancelledAmount, amountMinor: billedAmountMinor(invoice) }
    case 'processing':
      return { label: words.pay.amountOnItsWay, amountMinor: amountOnItsWayMinor(invoice) }
    default:
      return amountToPay(invoice, words)
  }
}

/** Long amounts are set smaller, so that every digit stays on one line of a phone. */
function amountSize({ length }: string): 'large' | 'medium' | 'small' | 'smallest' {
  if (length <= 12) return 'large'
  if (length <= 17) return 'medium'
  return length <= 22 ? 'small' : 'smallest'
}

/** The day is the merchant's; how many days that is from now is counted where the reader is, and left out where the two disagree. */
function Due({ invoice: { dueOn, overdueFrom, status }, now, i18n }: AmountDueProps) {
  const { words } = i18n
  if (dueOn === null) return <p class="due">{words.due.onReceipt}</p>
  const days = daysBetween(i18n.today(now), dueOn)
  const date = i18n.day(dueOn)
  const isOver = overdueFrom !== null && now >= overdueFrom
  if (isOver && (days >= 0 || status === 'uncollectible')) return <p class="due">{words.due.was({ date })}</p>
  if (isOver) {
    return (
      <p class="due">
        {words.due.was({ date })} <span class="due-days">{words.due.daysLate({ days: i18n.count(-days) })}</span>
      </p>
    )
  }
  if (days < 0 || status === 'uncollectible') return <p class="due">{words.due.on({ date })}</p>
  if (days === 0) return <p class="due">{words.due.today({ date })}</p>
  return (
    <p class="due">
      {words.due.on({ date })} <span class="due-days">{words.due.daysLeft({ days: i18n.count(days) })}</span>
    </p>
  )
}
