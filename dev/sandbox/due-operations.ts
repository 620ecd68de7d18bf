import type { ScheduledItem, ScheduledOperation } from './account-data.ts'
import { type Context, mustFind } from './context.ts'
import { expireAuthorization } from './operations/capture-or-cancel.ts'
import { openDispute } from './operations/dispute.ts'
import { expireSession } from './operations/finish-checkout.ts'
import { failRefund, succeedRefund } from './operations/refund.ts'
import { failDebit, settleDebit } from './operations/settle-debit.ts'
import { Problem } from './problem.ts'
import { nextDue } from './scheduled-operations.ts'
import type { FailureCode } from './tables/bank-accounts.ts'

const operations: Readonly<Record<ScheduledOperation, (context: Context, item: ScheduledItem) => void>> = {
  settle_debit: (context, { objectId: on }) => settleDebit(context, mustFind(context, 'payment_intent', on)),
  fail_debit: (context, { objectId: on, reason }) =>
    failDebit(context, mustFind(context, 'payment_intent', on), reason as FailureCode),
  open_dispute: (context, { objectId: on, reason }) => void openDispute(context, on, reason ?? 'general'),
  succeed_refund: (context, { objectId: on }) => succeedRefund(context, mustFind(context, 'refund', on)),
  fail_refund: (context, { objectId: on }) =>
    failRefund(context, mustFind(context, 'refund', on), 'expired_or_canceled_card'),
  expire_session: (context, { objectId: on }) => {
    const session = mustFind(context, 'checkout.session', on)
    if (session.status === 'open') expireSession(context, session)
  },
  expire_authorization: (context, { objectId: on }) =>
    expireAuthorization(context, mustFind(context, 'payment_intent', on)),
}

/** Runs an account's due operations in order. Returns how many ran. */
export function runDueOperations(context: Context): number {
  let done = 0
  for (let item = nextDue(context); item; item = nextDue(context)) {
    const { id, operation } = item
    context.data.scheduled = context.data.scheduled.filter((other) => other.id !== id)
    try {
      operations[operation](context, item)
    } catch (error) {
      // The object's state may have changed meanwhile: a payment to be disputed was refunded, for instance.
      if (!(error instanceof Problem)) throw error
    }
    done += 1
  }
  return done
}
