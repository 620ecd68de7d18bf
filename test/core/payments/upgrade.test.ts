import { expect, test } from 'vitest'
import { withRefundsAndDisputes } from '../../../src/core/payments/upgrade.ts'
import { issued } from '../../world/invoices.ts'
import { begun, reported } from './reported.ts'

const { refunds: _, disputes: __, ...paid } = reported(begun(issued()), 'succeeded').payments[0]!

const upgraded = (adverse: string[], refundedMinor = 0, disputedMinor = 0) =>
  withRefundsAndDisputes({ ...paid, adverse, refundedMinor, disputedMinor })

test('a refund and a dispute of version 1 are what their sums say', () => {
  expect(upgraded(['refund:re_1'], 500).refunds).toEqual([
    { id: 're_1', amountMinor: 500, fromCreditMinor: 0, status: 'succeeded' },
  ])
  const [open, lost, won] = [
    upgraded(['opened:dp_1'], 0, 700),
    upgraded(['opened:dp_1', 'closed:dp_1'], 0, 700),
    upgraded(['opened:dp_1', 'closed:dp_1'], 0, 0),
  ].map(({ disputes }) => disputes)
  expect(open).toEqual([{ id: 'dp_1', amountMinor: 700, status: 'open' }])
  expect(lost).toEqual([{ id: 'dp_1', amountMinor: 700, status: 'lost' }])
  expect(won).toEqual([{ id: 'dp_1', amountMinor: 0, status: 'won' }])
})

test('of several refunds of version 1 the first stands for all, so that the sum is right', () => {
  expect(upgraded(['refund:re_1', 'refund:re_2'], 500).refunds.map(({ amountMinor }) => amountMinor)).toEqual([500, 0])
})

test('a payment of version 1 without either has none', () => {
  expect(upgraded([])).toMatchObject({ refunds: [], disputes: [] })
})
