import { assert } from '../assert.ts'
import type { LedgerTransaction } from '../ledger/accounts.ts'
import { post } from '../ledger/post.ts'
import { amountRemainingMinor } from './amounts.ts'
import type { InvoiceEvent } from './events.ts'
import { type Invoice, isIssued } from './invoice.ts'

/**
 * What an invoice's event posts of what is billed and owed, as documented in `docs/domain.md`; its money is posted by
 * the receipt. `before` and `after` are the invoice around the event.
 */
export function postingsOf(before: Invoice, event: InvoiceEvent, after: Invoice): LedgerTransaction | null {
  const about = { causeId: after.id, customerId: after.customerId, invoiceId: after.id }
  switch (event.type) {
    case 'invoice.finalized':
      return post(
        { causeKind: 'invoice_finalized', ...about },
        {
          ...scaled(bill(after), 1),
          receivable: after.totals.totalMinor - event.creditAppliedMinor,
          customer_credit: event.creditAppliedMinor,
        },
      )
    case 'invoice.voided':
      assert(isIssued(before), 'only an issued invoice is voided')
      return post(
        { causeKind: 'invoice_voided', ...about },
        {
          ...scaled(bill(before), -1),
          customer_credit: -before.creditAppliedMinor,
          [before.status === 'uncollectible' ? 'bad_debt' : 'receivable']: -amountRemainingMinor(before),
        },
      )
    case 'invoice.marked_uncollectible':
      return post(
        { causeKind: 'invoice_written_off', ...about },
        { bad_debt: event.writtenOffMinor, receivable: -event.writtenOffMinor },
      )
    default:
      return null
  }
}

const bill = ({ totals }: Invoice) => ({ revenue: -totals.totalExcludingTaxMinor, tax_payable: -totals.taxMinor })

const scaled = (amounts: { revenue: number; tax_payable: number }, sign: 1 | -1) => ({
  revenue: sign * amounts.revenue,
  tax_payable: sign * amounts.tax_payable,
})
