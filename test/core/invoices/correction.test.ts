import { expect, test } from 'vitest'
import type { Account } from '../../../src/core/accounts/account.ts'
import type { Customer } from '../../../src/core/customers/customer.ts'
import { corrected, correctionOf, draftOf, outdatedDetails } from '../../../src/core/invoices/correction.ts'
import { dueAtOf } from '../../../src/core/invoices/due-date.ts'
import type { IssuedInvoice } from '../../../src/core/invoices/invoice.ts'
import { asIfIssued } from '../../../src/core/invoices/issue.ts'
import { account, customers, monday } from '../../world/cast.ts'
import { dayMs, issued, later, started, succeeded } from '../../world/invoices.ts'

const { jonas } = customers
const ready = account({ correctsDetailsAtOnce: true })
const moved: Customer = { ...jonas, address: { ...jonas.address!, line1: 'Neue Straße 1', postalCode: '10115' } }
const invoice = issued()
const correction = (of: IssuedInvoice, to: Customer = moved, by: Account = ready, now = monday) =>
  correctionOf(of, by, to, now)
const kindOf = (...of: Parameters<typeof correction>) => {
  const { kind, ...rest } = correction(...of)
  return 'why' in rest ? `${kind}: ${rest.why}` : kind
}
const vat = (value: string) => [{ type: 'eu_vat', value }]

test('an invoice is corrected at once only where the merchant allows it', () => {
  expect(kindOf(invoice)).toBe('at_once')
  expect(kindOf(invoice, moved, account())).toBe('asked: merchant')
  expect(kindOf(invoice, jonas)).toBe('none: unchanged')
})

test('details are compared by what they say, whatever the order of their fields', () => {
  const { country, city, ...rest } = jonas.address!
  expect(outdatedDetails(invoice.buyer, { ...jonas, address: { country, ...rest, city } })).toEqual([])
  expect(outdatedDetails(invoice.buyer, { ...moved, name: 'Wieland', taxIds: vat('DE136695976') })).toEqual([
    'name',
    'address',
    'taxIds',
  ])
})

test.each<[string, Partial<Customer>, string]>([
  ['another country', { address: { ...jonas.address!, country: 'AT' } }, 'asked: tax'],
  ['no address any more', { address: null }, 'asked: tax'],
  ['another exemption', { name: 'Wieland', taxExempt: 'reverse' }, 'asked: tax'],
  ['a tax number at home', { taxIds: vat('DE136695976') }, 'at_once'],
])('%s is looked at for its tax', (_, changes, kind) => {
  expect(kindOf(invoice, { ...jonas, ...changes })).toBe(kind)
})

test('across a border a tax number decides on the tax, and so does the state where taxes are by state', () => {
  const abroad: Customer = { ...jonas, address: { ...jonas.address!, country: 'AT' }, taxIds: vat('ATU13585627') }
  const toAustria = issued({ to: abroad })
  expect(kindOf(toAustria, { ...abroad, name: 'Wieland' })).toBe('at_once')
  expect(kindOf(toAustria, { ...abroad, taxIds: [] })).toBe('asked: tax')
  const exempt: Customer = { ...jonas, taxExempt: 'exempt' }
  expect(kindOf(issued({ to: exempt }), { ...exempt, taxIds: vat('DE136695976') })).toBe('asked: tax')
  const inState = (state: string): Customer => ({ ...jonas, address: { ...jonas.address!, country: 'US', state } })
  expect(kindOf(issued({ to: inState('NY') }), inState('NJ'))).toBe('asked: tax')
})

const at = (parts: Partial<NonNullable<Customer['address']>>): Customer['address'] => ({ ...jonas.address!, ...parts })
const delivered = (parts: Parameters<typeof at>[0]) => ({
  shipping: { name: 'Baustelle', phone: null, address: at(parts)! },
})

test.each<[string, Partial<Customer>, Partial<Customer>, string]>([
  ['a delivery to another country', delivered({}), delivered({ country: 'CH' }), 'asked: tax'],
  ['a first delivery address abroad', {}, delivered({ country: 'CH' }), 'asked: tax'],
  ['a delivery in the same country', {}, delivered({ postalCode: '20095' }), 'at_once'],
  [
    'another town of a state',
    { address: at({ country: 'US', state: 'CO', city: 'Denver', postalCode: '80202' }) },
    { address: at({ country: 'US', state: 'CO', city: 'Dillon', postalCode: '80435' }) },
    'asked: tax',
  ],
  [
    'the Canary Islands',
    { address: at({ country: 'ES', postalCode: '28001' }) },
    { address: at({ country: 'ES', postalCode: '35001' }) },
    'asked: tax',
  ],
])('the place of taxes: %s', (_, before, after, kind) => {
  expect(kindOf(issued({ to: { ...jonas, ...before } }), { ...jonas, ...before, ...after })).toBe(kind)
})

test('what was agreed about an invoice, an e-invoice, or new tax numbers of the merchant are not changed at once', () => {
  const promise = { payOn: '2026-12-20', endsAt: monday + 9 * dayMs, promisedOn: '2026-11-30' } as never
  expect(kindOf({ ...invoice, promise })).toBe('asked: merchant')
  expect(kindOf({ ...invoice, promise }, moved, ready, monday + 10 * dayMs)).toBe('at_once')
  expect(kindOf({ ...invoice, messages: [{ at: monday - dayMs }] as never })).toBe('asked: merchant')
  const eInvoices = { profile: 'xrechnung', supplies: 'services', exemption: null } as const
  expect(kindOf(invoice, moved, account({ correctsDetailsAtOnce: true, eInvoices }))).toBe('asked: merchant')
  const renumbered = account({ correctsDetailsAtOnce: true, taxIds: vat('DE136695976') })
  expect(kindOf(invoice, moved, renumbered)).toBe('asked: tax')
})

test('money that came or is on its way stands against it, and so does that nothing is to be paid any more', () => {
  const part = later(invoice, monday, started(40_000), succeeded(40_000))
  const rest = invoice.totals.totalMinor
  expect(kindOf(part)).toBe('none: part_paid')
  expect(kindOf(later(invoice, monday, started(rest), succeeded(rest), { type: 'invoice.paid' }))).toBe('asked: paid')
  expect(kindOf(later(invoice, monday, started(rest)))).toBe('none: on_its_way')
  expect(kindOf(later(invoice, monday, { type: 'invoice.voided' }))).toBe('none: void')
  const replacedBy = { id: 'in_2', number: '2' }
  expect(kindOf(later(invoice, monday, { type: 'invoice.voided', replacedBy }))).toBe('none: replaced')
  const lost = later(invoice, monday, { type: 'invoice.marked_uncollectible', writtenOffMinor: rest })
  expect(kindOf(lost)).toBe('asked: merchant')
})

test('what would not be only the details is asked for', () => {
  const pastDue = invoice.overdueFrom! + dayMs
  expect(kindOf(invoice, moved, ready, pastDue)).toBe('asked: merchant')
  expect(kindOf(issued({ collectionMethod: 'charge_automatically' }))).toBe('asked: merchant')
  expect(kindOf(invoice, { ...moved, balances: { eur: -500 } })).toBe('asked: merchant')
  const withCredit = issued({ balanceMinor: -3000 })
  expect(kindOf(withCredit, moved)).toBe('at_once')
})

test('a corrected invoice is due when its original is, and says the rest as that did', () => {
  const now = monday + 3 * dayMs
  const copying = { account: ready, customer: moved, now, newId: (kind: string) => kind }
  const draft = draftOf(corrected(invoice, copying, 'in_2')!, now)
  const anew = asIfIssued(draft, ready, moved, now)
  expect(anew).toMatchObject({ ok: true, value: { dueOn: invoice.dueOn, totals: { totalMinor: 119_000 } } })
  expect(dueAtOf((anew as { value: IssuedInvoice }).value)).toBe(dueAtOf(invoice))
  expect(draft.revisionOf).toEqual({ id: invoice.id, number: invoice.number })
})
