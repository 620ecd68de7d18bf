import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CashReceipt, unappliedMinor } from '../../../src/core/cash-receipts/cash-receipt.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { applyMoneyBackTo } from '../../../src/core/payments/joint-money-back.ts'
import { moneyBackOf, moneyBackOfInvoice } from '../../../src/core/payments/money-back.ts'
import type { MoneyBackReport } from '../../../src/core/payments/money-back-report.ts'
import { rounds } from '../../proof/rounds.ts'
import { monday } from '../../world/cast.ts'
import { later, started, succeeded } from '../../world/invoices.ts'
import { receiptViolations } from '../../world/receipts.ts'
import { foundAfter, hold } from '../money/law.ts'
import { begunTogether, committed, invoicesOver, type Together } from './together.ts'

type Apply = typeof applyMoneyBackTo

const kinds = ['refund', 'refund', 'refund_failed', 'dispute_opened', 'dispute_won', 'dispute_lost'] as const

/** Invoices, how much of each was paid elsewhere before the money came, and what is reported of the payment then. */
const cases = fc.record({
  invoices: fc.array(fc.record({ amountMinor: fc.integer({ min: 25, max: 500 }), paidMinor: fc.nat(500) }), {
    minLength: 2,
    maxLength: 4,
  }),
  reports: fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      id: fc.constantFrom('x_1', 'x_2', 'x_3'),
      amountMinor: fc.integer({ min: 1, max: 600 }),
    }),
    { maxLength: 8 },
  ),
})

type Case = typeof cases extends fc.Arbitrary<infer T> ? T : never

/** The same money as a payment of several invoices, and of one invoice over their sum. */
function paid({ invoices }: Pick<Case, 'invoices'>): { joint: Together; single: Together } {
  const begun = begunTogether(invoicesOver(...invoices.map(({ amountMinor }) => amountMinor)))
  const allocatedMinor = invoices.map(({ amountMinor, paidMinor }) => Math.max(0, amountMinor - paidMinor))
  const events = begun.invoices.map(({ payments: [payment] }, at) => [
    succeeded(payment!.amountMinor, {
      paymentId: payment!.id,
      providerPaymentId: 'pi_joint',
      allocatedMinor: allocatedMinor[at]!,
    }),
  ])
  const [whole] = invoicesOver(invoices.reduce((sum, { amountMinor }) => sum + amountMinor, 0))
  const pending = { invoices: [later(whole!, monday, started(whole!.totals.totalMinor))], receipt: null }
  const all = allocatedMinor.reduce((sum, minor) => sum + minor, 0)
  const once = succeeded(whole!.totals.totalMinor, { providerPaymentId: 'pi_joint', allocatedMinor: all })
  return {
    joint: committed(begun, { ok: true, value: events }),
    single: committed(pending, { ok: true, value: [[once]] }),
  }
}

const used = ({ receivedMinor, creditedMinor, returns }: CashReceipt) => ({
  receivedMinor,
  creditedMinor,
  returns: returns.toSorted((one, other) => (`${one.kind} ${one.id}` < `${other.kind} ${other.id}` ? -1 : 1)),
})

/** What went back of all invoices together. */
const backOf = (invoices: readonly IssuedInvoice[]) =>
  invoices.map(moneyBackOfInvoice).reduce((sum, one) => ({
    refundedMinor: sum.refundedMinor + one.refundedMinor,
    disputedMinor: sum.disputedMinor + one.disputedMinor,
    lostMinor: sum.lostMinor + one.lostMinor,
  }))

const takenMinor = (back: ReturnType<typeof moneyBackOf>) => back.refundedMinor + back.disputedMinor + back.lostMinor

/** Whatever goes back of several invoices is, added up, what would go back of one over their sum. */
const equalsOneOverTheSum =
  (apply: Apply) =>
  ({ invoices, reports }: Case): void => {
    let { joint, single } = paid({ invoices })
    let isTooMuch = joint.receipt!.creditedMinor > 0
    for (const { kind, id, amountMinor } of reports) {
      const report: MoneyBackReport = {
        kind,
        id: `${kind.startsWith('refund') ? 're' : 'dp'}_${id}`,
        amountMinor,
        currency: 'eur',
        providerPaymentId: 'pi_joint',
      }
      const [ofAll, ofOne] = [apply(joint.invoices, report), applyMoneyBackTo(single.invoices, report)]
      expect(ofAll.ok ? 'ok' : ofAll.refusal.code).toBe(ofOne.ok ? 'ok' : ofOne.refusal.code)
      if (!ofAll.ok || !ofOne.ok) continue
      joint = committed(joint, ofAll)
      single = committed(single, ofOne)
      expect(used(joint.receipt!)).toEqual(used(single.receipt!))
      expect(backOf(joint.invoices)).toEqual(backOf(single.invoices))
      expect(unappliedMinor(joint.receipt!)).toBe(0)
      isTooMuch ||= takenMinor(backOf(single.invoices)) > single.receipt!.receivedMinor
      if (isTooMuch) continue
      for (const { payments } of joint.invoices)
        expect(takenMinor(moneyBackOf(payments[0]!))).toBeLessThanOrEqual(payments[0]!.receivedMinor)
    }
    const balances: Record<string, number> = {
      cash_provider:
        single.receipt!.receivedMinor - joint.receipt!.returns.reduce((sum, one) => sum + one.amountMinor, 0),
    }
    expect(receiptViolations(joint.invoices, [joint.receipt!], (account) => balances[account] ?? 0)).toEqual([])
  }

test('what goes back of a payment of several invoices adds up to what would go back of one invoice over their sum', () => {
  hold('money back of joint payments', rounds(300, 20_000), cases, equalsOneOverTheSum(applyMoneyBackTo))
})

const inEach: Apply = (invoices, report) => {
  const decided = invoices.map((invoice) => applyMoneyBackTo([invoice], report))
  return { ok: true, value: decided.map((one) => (one.ok ? [...one.value[0]!] : [])) }
}

const fromOldest: Apply = (invoices, report) => {
  const decided = applyMoneyBackTo(invoices, report)
  return decided.ok ? { ok: true, value: decided.value.map((events, at) => (at === 0 ? events : [])) } : decided
}

test.each([
  ['counts in each of them', inEach],
  ['counts in the oldest only', fromOldest],
])('money back that %s is found', (_, apply) => {
  expect(foundAfter(2_000, cases, equalsOneOverTheSum(apply))).not.toBeNull()
})
