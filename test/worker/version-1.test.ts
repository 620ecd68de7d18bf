import { beforeAll, expect, test } from 'vitest'
import { createInvoiceItem } from '../../src/actions/invoice-items/create-invoice-item.ts'
import { deleteInvoiceItem } from '../../src/actions/invoice-items/delete-invoice-item.ts'
import { updateInvoiceItem } from '../../src/actions/invoice-items/update-invoice-item.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { markViewed } from '../../src/actions/invoices/mark-viewed.ts'
import { updateInvoice } from '../../src/actions/invoices/update-invoice.ts'
import { applyProviderEvent } from '../../src/actions/provider-events/apply-provider-event.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { aggregateOf } from '../../src/core/aggregates.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../src/core/invoices/invoice.ts'
import { withRefundsAndDisputes } from '../../src/core/payments/upgrade.ts'
import { invoicesOf } from '../../src/db/repositories/invoices.ts'
import { providerEventsOf } from '../../src/db/repositories/provider-events.ts'
import frozen from '../core/histories/version-1.jsonl?raw'
import { recordedIn, tables, textOf } from '../world/stored.ts'
import { type Row, rows, write } from './fetch-log.ts'
import { clock, done, linkUnit, merchantCaller, newDeps, worker } from './merchant.ts'

type Frozen = { kind: keyof typeof tables; id: string; events: Row[]; state: string | null }

/** A merchant of this file only, so that other tests do not see its rows. */
const accountId = 'acct_version_1'
const unit = () => unitOfWork(merchantCaller(accountId))
const objects = frozen
  .replaceAll('acct_kranwerk', accountId)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Frozen)
  .filter(({ state }) => state !== null && JSON.parse(state).accountId === accountId)
const stateOf = (id: string) => JSON.parse(objects.find((one) => one.id === id)!.state!)
const invoices = objects.filter(({ kind }) => kind === 'invoice').map(({ id }) => stateOf(id) as Invoice)
const draft = invoices.find(({ status }) => status === 'draft')!
const open = invoices.find(({ status }) => status === 'open')!
const items = objects.filter(({ kind, id }) => kind === 'invoiceitem' && stateOf(id).invoiceId === draft.id)

/** The indexed columns, as version 1 wrote them. */
const columns: Record<string, (state: Row) => Row> = {
  invoices: (state) => ({
    customer_id: state.customerId,
    status: state.status,
    collection_method: state.collectionMethod,
    currency: state.currency,
    total_minor: state.totals.totalMinor,
    amount_remaining_minor: state.totals.totalMinor,
    number: state.status === 'draft' ? null : state.id,
  }),
  customers: (state) => ({ email: state.email }),
  tax_rates: ({ active }) => ({ active: Number(active) }),
  invoice_items: (state) => ({ customer_id: state.customerId, invoice_id: state.invoiceId }),
}

const insert = (table: string, row: Row) => ({
  sql: `INSERT INTO ${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?')})`,
  args: Object.values(row),
})

beforeAll(async () => {
  await clock.read()
  const copied = 'INSERT INTO accounts SELECT ?, created_at, replace(state, id, ?) FROM accounts WHERE id = ?'
  await write([{ sql: copied, args: [accountId, accountId, 'acct_kranwerk'] }])
  for (const { kind, id, events, state } of objects) {
    const kept = JSON.parse(state!)
    const row = { account_id: accountId, id, version: kept.version, created_at: kept.createdAt, state }
    const history = events.map(({ seq, at, type, data }) => ({
      account_id: accountId,
      id: `evt_v1_${id}_${seq}`,
      object_kind: kind,
      object_id: id,
      seq,
      type,
      data,
      at,
      actor: 'api_key:key_old',
    }))
    await write([
      insert(tables[kind], { ...row, ...columns[tables[kind]]?.(kept) }),
      ...history.map((event) => insert('events', event)),
    ])
  }
})

/** The row's text, and the text rebuilt from the whole history, whichever version wrote each event. */
async function rowAndHistory(kind: keyof typeof tables, id: string): Promise<[string, string]> {
  const [row] = await rows(`SELECT state FROM ${tables[kind]} WHERE id = ?`, id)
  const events = await rows('SELECT * FROM events WHERE object_id = ? ORDER BY seq', id)
  const kept = events.reduce<unknown>(
    (state, event) => aggregateOf(kind).evolve(state, recordedIn(kind, event as never)),
    null,
  )
  return [row!.state, textOf(kind, kept)]
}

/** Version 1 kept a payment's refunds and disputes as sums. */
const withPaymentsOfToday = (invoice: Invoice) =>
  'payments' in invoice
    ? { ...invoice, payments: invoice.payments.map((one) => withRefundsAndDisputes(one as never)) }
    : invoice

test('rows that version 1 wrote are read as they were written', async () => {
  expect(invoices.length).toBeGreaterThan(10)
  for (const invoice of invoices)
    expect(await invoicesOf(newDeps().db, accountId).find(invoice.id)).toEqual(withPaymentsOfToday(invoice))
})

test('a draft of version 1 is edited and issued, and its mixed history adds up to its row', async () => {
  const before = draft.totals.totalMinor
  const add = { id: newDeps().newId('invoiceitem'), customerId: undefined, invoiceId: draft.id, currency: undefined }
  done(await createInvoiceItem(newDeps(), unit(), { ...add, input: { price: { amountMinor: 5000 } } }))
  const [first, second] = items
  const changed = { itemId: first!.id, currency: undefined, input: { price: {}, description: 'Von Hand' } }
  done(await updateInvoiceItem(newDeps(), unit(), changed))
  done(await deleteInvoiceItem(newDeps(), unit(), { itemId: second!.id }))
  done(await updateInvoice(newDeps(), unit(), { invoiceId: draft.id, input: { memo: 'Dritte' } }))
  const now = (await invoicesOf(newDeps().db, accountId).find(draft.id))!
  expect(now.lines.map(({ description }) => description)).toContain('Von Hand')
  expect([now.lines.length, now.version]).toEqual([draft.lines.length, draft.version + 4])
  expect(now.totals.totalMinor).not.toBe(before)
  for (const { kind, id } of [{ kind: 'invoice', id: draft.id } as const, first!]) {
    const [row, history] = await rowAndHistory(kind, id)
    expect(JSON.parse(row)).toEqual(JSON.parse(history))
  }
  const issued = done(await finalizeInvoice(newDeps(), unit(), { invoiceId: draft.id }))
  expect(issued.totals).toEqual(now.totals)
  const [row, history] = await rowAndHistory('invoice', draft.id)
  expect(JSON.parse(row)).toEqual(JSON.parse(history))
  const written = await rows('SELECT type, data FROM events WHERE object_id = ? AND seq > ?', draft.id, draft.version)
  expect(written.map(({ type, data }) => [type, JSON.parse(data).v])).toEqual([
    ['invoice.line_added', 2],
    ['invoice.line_changed', 2],
    ['invoice.line_removed', 2],
    ['invoice.updated', 2],
    ['invoice.finalized', 2],
  ])
})

test('a view of an issued invoice of version 1 writes its row in the current version', async () => {
  await markViewed(newDeps(), linkUnit(accountId, open.id), { invoice: open, linkId: 'lnk_1', lastUsedAt: null })
  const [row, history] = await rowAndHistory('invoice', open.id)
  expect(JSON.parse(row)).toMatchObject({ v: 2, status: 'open', totals: open.totals })
  expect(JSON.parse(row)).toEqual(JSON.parse(history))
})

/** A message of the provider about a refund of a payment that version 1 recorded. */
async function hearRefund(providerPaymentId: string, refund: { id: string; status: string; amount: number }) {
  const [owner] = invoices.filter(
    (one) => isIssued(one) && one.payments.some((p) => p.providerPaymentId === providerPaymentId),
  )
  const payment = (owner as IssuedInvoice).payments.find((one) => one.providerPaymentId === providerPaymentId)!
  const indexed = {
    account_id: accountId,
    id: payment.id,
    invoice_id: owner!.id,
    status: payment.status,
    provider: payment.provider,
    provider_account: payment.providerAccount,
    provider_payment_id: providerPaymentId,
    created_at: payment.createdAt,
  }
  await write([insert('payments', indexed)])
  const event = {
    id: `evt_${refund.id}`,
    type: 'refund.updated',
    payload: { data: { object: { ...refund, currency: owner!.currency, payment_intent: providerPaymentId } } },
  }
  const deps = { ...newDeps(), provider: () => newDeps().provider('acct_kranwerk') }
  await providerEventsOf(deps.db, accountId, 'stripe').keep(event, clock.now())
  await applyProviderEvent(deps, worker(accountId), { provider: 'stripe', eventId: event.id })
  const [receipt] = await rows(
    'SELECT id, state FROM cash_receipts WHERE account_id = ? AND provider_payment_id = ?',
    accountId,
    providerPaymentId,
  )
  const [row, history] = await rowAndHistory('cash_receipt', receipt!.id)
  expect(row).toBe(history)
  const posted = await rows(
    'SELECT cause_kind, cause_id FROM ledger_transactions WHERE account_id = ? AND invoice_id = ?',
    accountId,
    owner!.id,
  )
  return { invoice: owner as IssuedInvoice, payment, receipt: JSON.parse(row), posted }
}

test('a refund of money received before there were receipts writes a receipt and does not book the money again', async () => {
  const providerPaymentId = 'pi_amNr3fgrAYBOMsak1f5t0G6v'
  const refund = { id: 're_of_old', status: 'succeeded', amount: 300 }
  const { invoice, payment, receipt, posted } = await hearRefund(providerPaymentId, refund)
  expect(receipt).toMatchObject({
    receivedMinor: payment.receivedMinor,
    allocations: [{ invoiceId: invoice.id, paymentId: payment.id, amountMinor: payment.allocatedMinor }],
    returns: [{ kind: 'refund', id: 're_of_old', amountMinor: 300, fromCreditMinor: 0 }],
    createdAt: payment.settledAt,
    version: 2,
  })
  expect(posted).toEqual([{ cause_kind: 'refund', cause_id: 're_of_old' }])
})

test('a refund of version 1 that fails is undone', async () => {
  const providerPaymentId = 'pi_ho96fMPFZWJ55zBAKXWnH1Nc'
  const refund = { id: 're_ffiRPLqaEzmZFcGHTceXRNWJ', status: 'failed', amount: 1998 }
  const { receipt, posted } = await hearRefund(providerPaymentId, refund)
  expect(receipt).toMatchObject({ receivedMinor: 1998, returns: [], version: 2 })
  expect(posted).toEqual([{ cause_kind: 'refund_failed', cause_id: refund.id }])
})

// After a rollback the database holds rows of newer code.
test('reading a row of a newer version is a fault', async () => {
  const [{ state } = {}] = await rows('SELECT state FROM invoices WHERE id = ?', open.id)
  const newer = JSON.stringify({ ...JSON.parse(state), v: 3 })
  await write([{ sql: 'UPDATE invoices SET state = ? WHERE id = ?', args: [newer, open.id] }])
  await expect(invoicesOf(newDeps().db, accountId).find(open.id)).rejects.toThrow('a version that this code knows')
  await write([{ sql: 'UPDATE invoices SET state = ? WHERE id = ?', args: [state, open.id] }])
})
