import { assert } from '../assert.ts'
import type { Recorded } from '../recorded.ts'
import {
  type CarriedOver,
  type CashReceipt,
  type CashReceiptEvent,
  type MoneyReturned,
  type Received,
  type Returned,
  returnKinds,
  unappliedMinor,
} from './cash-receipt.ts'

/** Applies one event to a receipt, no more of which is ever used than was received. */
export function evolve(receipt: CashReceipt | null, { seq, at, event }: Recorded<CashReceiptEvent>): CashReceipt {
  const next = receipt ? changed(receipt, event) : opened(event, at)
  assert(seq === (receipt?.version ?? 0) + 1, 'events follow each other without a gap')
  assert(
    unappliedMinor(next) >= 0 && next.creditedMinor >= 0,
    'no more of a receipt is allocated or credited than was received',
  )
  return { ...next, version: seq }
}

function opened(event: CashReceiptEvent, at: number): CashReceipt {
  if (event.type === 'cash_receipt.received') {
    const { type: _, allocation, ...source } = event
    return { ...source, allocations: allocation ? [allocation] : [], returns: [], createdAt: at, version: 0 }
  }
  assert(event.type === 'cash_receipt.carried_over', 'money is received before anything happens to it')
  const { type: _, allocation, receivedAt, ...source } = event
  return { ...source, allocations: allocation ? [allocation] : [], createdAt: receivedAt, version: 0 }
}

const isOpening = (event: CashReceiptEvent): event is Received | CarriedOver => 'receivedMinor' in event

function changed(receipt: CashReceipt, event: CashReceiptEvent): CashReceipt {
  if (event.type === 'cash_receipt.returned') return returned(receipt, event)
  assert(!isOpening(event), 'money is received once')
  const { paymentId } = event.allocation
  const others = receipt.allocations.filter((one) => one.paymentId !== paymentId)
  const isThere = others.length < receipt.allocations.length
  const isReversed = event.type === 'cash_receipt.allocation_reversed'
  assert(isThere === isReversed, 'an allocation is made once and reversed once')
  return { ...receipt, allocations: isReversed ? others : [...others, event.allocation] }
}

/** Returns of one id add up; what has come in again as a whole is none. */
function returned(receipt: CashReceipt, { by, returnId: id, amountMinor, fromCreditMinor }: Returned): CashReceipt {
  const kind = returnKinds[by]
  const isThis = (one: MoneyReturned) => one.kind === kind && one.id === id
  const before = receipt.returns.find(isThis)
  const now = {
    kind,
    id,
    amountMinor: (before?.amountMinor ?? 0) + amountMinor,
    fromCreditMinor: (before?.fromCreditMinor ?? 0) + fromCreditMinor,
  }
  assert(now.amountMinor >= now.fromCreditMinor && now.fromCreditMinor >= 0, 'no more comes in again than went back')
  const others = receipt.returns.filter((one) => !isThis(one))
  return {
    ...receipt,
    creditedMinor: receipt.creditedMinor - fromCreditMinor,
    returns: now.amountMinor === 0 ? others : [...others, now],
  }
}
