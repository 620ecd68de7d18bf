import { requireScope, targetOf } from '../../core/access/caller.ts'
import { messageLimit, secondsToNextDay } from '../../core/collection/mail-limits.ts'
import { ask } from '../../core/invoices/ask.ts'
import type { Invoice } from '../../core/invoices/invoice.ts'
import type { MessageKind } from '../../core/invoices/message.ts'
import { type Result, refuse } from '../../core/result.ts'
import { isOverLimit } from '../../db/conflict.ts'
import { counted } from '../../db/repositories/mail-counts.ts'
import type { Deps } from '../../deps.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { changeInvoice } from './change-invoice.ts'

type ToAsk = {
  readonly invoiceId: string
  readonly kind: MessageKind
  readonly text: string
  readonly lineId: string | null
}

/**
 * Writes a customer's message to the merchant into the invoice's history and orders its mail. Refuses `rate_limit` above five messages
 * a day for one invoice.
 */
export async function askMerchant(
  deps: Deps,
  unit: UnitOfWork,
  { invoiceId, ...message }: ToAsk,
): Promise<Result<Invoice>> {
  const limit = messageLimit(invoiceId)
  const id = deps.newId('message')
  try {
    return await changeInvoice(
      deps,
      unit,
      invoiceId,
      (invoice) => {
        requireScope(unit.caller, 'payments:create', targetOf(invoice))
        return ask(invoice, { id, ...message }, deps.now())
      },
      null,
      ({ account }, _, at) => ({ rows: [counted(account.id, [limit], at)] }),
    )
  } catch (fault) {
    if (!isOverLimit(fault)) throw fault
    const reason = `${limit.most} messages about this invoice were written today`
    return refuse('rate_limit', { values: { reason }, retryAfterSeconds: secondsToNextDay(deps.now()) })
  }
}
