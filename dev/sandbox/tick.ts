import { type AgendaDeed, type AgendaItem, nextDue } from './agenda.ts'
import { openDispute } from './deeds/dispute.ts'
import { expireSession } from './deeds/finish-checkout.ts'
import { expireAuthorization } from './deeds/hold.ts'
import { failRefund, succeedRefund } from './deeds/refund.ts'
import { failDebit, settleDebit } from './deeds/settle-debit.ts'
import { type Desk, known } from './desk.ts'
import { Problem } from './problem.ts'
import type { FailureCode } from './tables/bank-accounts.ts'

const deeds: Readonly<Record<AgendaDeed, (desk: Desk, item: AgendaItem) => void>> = {
  settle_debit: (desk, { on }) => settleDebit(desk, known(desk, 'payment_intent', on)),
  fail_debit: (desk, { on, reason }) => failDebit(desk, known(desk, 'payment_intent', on), reason as FailureCode),
  open_dispute: (desk, { on, reason }) => void openDispute(desk, on, reason ?? 'general'),
  succeed_refund: (desk, { on }) => succeedRefund(desk, known(desk, 'refund', on)),
  fail_refund: (desk, { on }) => failRefund(desk, known(desk, 'refund', on), 'expired_or_canceled_card'),
  expire_session: (desk, { on }) => {
    const session = known(desk, 'checkout.session', on)
    if (session.status === 'open') expireSession(desk, session)
  },
  expire_authorization: (desk, { on }) => expireAuthorization(desk, known(desk, 'payment_intent', on)),
}

/** Does what is due on an account's agenda, each at its own time. Answers how much was done. */
export function doWhatIsDue(desk: Desk): number {
  let done = 0
  for (let item = nextDue(desk); item; item = nextDue(desk)) {
    const { id, deed } = item
    desk.books.agenda = desk.books.agenda.filter((other) => other.id !== id)
    try {
      deeds[deed](desk, item)
    } catch (error) {
      // Something happened in between that leaves nothing to do: what was to be disputed was refunded, for instance.
      if (!(error instanceof Problem)) throw error
    }
    done += 1
  }
  return done
}
