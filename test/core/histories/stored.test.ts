import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { accountShape } from '../../../src/core/accounts/account.ts'
import { aggregateOf, aggregates, type ObjectKind, readEvent, type StoredEvent } from '../../../src/core/aggregates.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { moneyBackOf } from '../../../src/core/payments/money-back.ts'
import type { Payment } from '../../../src/core/payments/payment.ts'
import { shape } from '../../../src/core/shape.ts'
import { kranwerk } from '../../world/cast.ts'

/** An object as version 1 kept it: its history, its row's text, and a digest of what it was after each event. */
type Frozen = {
  readonly kind: ObjectKind
  readonly id: string
  readonly events: readonly (Omit<StoredEvent, 'data'> & { readonly data: string })[]
  readonly state: string | null
  readonly digests: readonly string[]
}

const frozen = readFileSync(join(import.meta.dirname, 'version-1.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Frozen)

const storedIn = ({ events }: Frozen): StoredEvent[] =>
  events.map((event) => ({ ...event, data: JSON.parse(event.data) as StoredEvent['data'] }))

/** The object that a history adds up to; null where it was deleted. */
function rebuild(kind: ObjectKind, history: readonly StoredEvent[]): unknown {
  const aggregate = aggregateOf(kind)
  const kept = history.reduce<unknown>((state, row) => aggregate.evolve(state, readEvent(aggregate, row)), null)
  return kept && aggregate.read(kept)
}

const digest = (state: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(asVersion1(state)))
    .digest('hex')
    .slice(0, 12)

/** The object with its payments' refunds and disputes as version 1 kept them: sums, and the ids that they were of. */
function asVersion1(state: unknown): unknown {
  const invoice = state as IssuedInvoice | null
  if (!invoice?.payments) return state
  return { ...invoice, payments: invoice.payments.map(paymentOfVersion1) }
}

function paymentOfVersion1(payment: Payment) {
  const { refunds, disputes, nextCheckAt, checks, ...before } = payment
  const { refundedMinor, disputedMinor, lostMinor } = moneyBackOf(payment)
  const adverse = [
    ...refunds.map(({ id }) => `refund:${id}`),
    ...disputes.flatMap(({ id, status }) => [`opened:${id}`, ...(status === 'open' ? [] : [`closed:${id}`])]),
  ]
  return { ...before, refundedMinor, disputedMinor: disputedMinor + lostMinor, adverse, nextCheckAt, checks }
}

describe('histories that version 1 wrote', () => {
  test('contain every type of event of that version', () => {
    const types = new Set(frozen.flatMap(({ events }) => events.map(({ type }) => type)))
    expect([...types].sort()).toEqual(
      `charge.given_up charge.scheduled coupon.created coupon.deleted coupon.redeemed coupon.updated
      customer.balance_changed customer.created customer.deleted customer.linked customer.method_removed
      customer.method_saved customer.updated invoice.created invoice.deleted invoice.finalized
      invoice.marked_uncollectible invoice.paid invoice.sent invoice.updated invoice.viewed invoice.voided
      invoiceitem.created invoiceitem.deleted invoiceitem.invoiced invoiceitem.released invoiceitem.updated link.revoked
      mail.failed mail.sent mail.skipped payment.canceled payment.checked payment.dispute_closed
      payment.dispute_opened payment.failed payment.moved payment.refunded payment.started payment.succeeded
      reminder.sent reminder.skipped tax_rate.created tax_rate.updated`.split(/\s+/),
    )
  })

  test.each(frozen.map((one) => [`${one.kind} ${one.id}`, one] as const))('%s adds up to the same row', (_, one) => {
    const rebuilt = rebuild(one.kind, storedIn(one))
    if (one.state === null) return expect(rebuilt).toBeNull()
    // The text of a row has the order in which its last writer knew the fields; the values are compared as text too.
    expect(inOrder(asVersion1(rebuilt))).toBe(inOrder(JSON.parse(one.state)))
    const { upgrade, read } = aggregateOf(one.kind)
    expect(read(upgrade('state', JSON.parse(one.state)))).toEqual(rebuilt)
  })

  test('fold to the same state after each of their events', () => {
    let states = 0
    for (const one of frozen) {
      const aggregate = aggregateOf(one.kind)
      let kept: unknown = null
      const digests = storedIn(one).map((row) => {
        kept = aggregate.evolve(kept, readEvent(aggregate, row))
        states++
        return digest(kept && aggregate.read(kept))
      })
      expect([one.id, digests]).toEqual([one.id, one.digests])
    }
    console.log(`${frozen.length} objects of version 1 fold to ${states} states, each as it was`)
    expect(states).toBeGreaterThan(250)
  })

  test('an upgrade step that drops a field is detected', () => {
    const faulty = shape([{ event: ({ totals: _, content: __, ...event }) => ({ ...event, content: {} }) }])
    const invoice = frozen.find(({ kind, state }) => kind === 'invoice' && state !== null)!
    const history = storedIn(invoice).map((row) => readEvent(faulty as never, row))
    const kept = history.reduce<unknown>((state, event) => aggregateOf('invoice').evolve(state, event), null)
    expect(digest(kept)).not.toBe(invoice.digests.at(-1))
  })
})

describe('stored data', () => {
  const shapes = { ...aggregates, account: accountShape }

  test.each(Object.entries(shapes))('of an object of kind %s is written with its version and read by it', (_, one) => {
    const { version, upgrade } = one as ReturnType<typeof shape>
    const current = { id: 'x', status: 'open', name: 'Anouk' }
    expect(upgrade('state', { v: version, ...current })).toEqual(current)
    expect(upgrade('event', { v: version, type: 'x', name: 'Anouk' })).toEqual({ type: 'x', name: 'Anouk' })
  })

  // Code that is rolled back meets what newer code wrote.
  test.each(Object.entries(shapes))('of a newer version is refused, not misread: %s', (_, one) => {
    const { version, upgrade } = one as ReturnType<typeof shape>
    for (const v of [version + 1, 0, -1, 1.5, '1', null]) {
      expect(() => upgrade('event', { v, type: 'x' })).toThrow('a version that this code knows')
      expect(() => upgrade('state', { v })).toThrow('a version that this code knows')
    }
  })

  test('without a version is of the first one, and goes through every step', () => {
    const steps = [
      { state: ({ name, ...state }: Readonly<Record<string, unknown>>) => ({ ...state, names: [name] }) },
      { event: (event: Readonly<Record<string, unknown>>) => ({ ...event, seen: true }) },
      { state: (state: Readonly<Record<string, unknown>>) => ({ ...state, count: (state.names as []).length }) },
    ]
    const { version, upgrade } = shape<unknown, unknown>(steps)
    expect(version).toBe(4)
    expect(upgrade('state', { name: 'Jonas' })).toEqual({ names: ['Jonas'], count: 1 })
    expect(upgrade('state', { v: 2, names: ['Jonas', 'Anouk'] })).toEqual({ names: ['Jonas', 'Anouk'], count: 2 })
    expect(upgrade('event', { v: 2, type: 'x' })).toEqual({ type: 'x', seen: true })
    expect(upgrade('event', { v: 3, type: 'x' })).toEqual({ type: 'x' })
  })

  test('of an account reads as it was written', () => {
    expect(accountShape.upgrade('state', { ...kranwerk })).toEqual(kranwerk)
  })

  test('of an account from before it had bank accounts reads with none, and with those that SQL has set since', () => {
    const { bankAccounts, ...before } = kranwerk
    expect(accountShape.upgrade('state', before)).toEqual({ ...kranwerk, bankAccounts: [] })
    expect(accountShape.upgrade('state', { ...before, v: 1, bankAccounts })).toEqual(kranwerk)
    expect(accountShape.upgrade('state', { ...kranwerk, v: 2 })).toEqual(kranwerk)
  })
})

/** JSON with the fields of each object in the order of their names. */
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
