import { afterAll, beforeAll, expect, test } from 'vitest'
import { updateAccount } from '../../src/actions/accounts/update-account.ts'
import { createCoupon } from '../../src/actions/coupons/create-coupon.ts'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { createInvoiceItem } from '../../src/actions/invoice-items/create-invoice-item.ts'
import { deleteInvoiceItem } from '../../src/actions/invoice-items/delete-invoice-item.ts'
import { updateInvoiceItem } from '../../src/actions/invoice-items/update-invoice-item.ts'
import { createInvoice } from '../../src/actions/invoices/create-invoice.ts'
import { deleteInvoice } from '../../src/actions/invoices/delete-invoice.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { markUncollectible } from '../../src/actions/invoices/mark-uncollectible.ts'
import { markViewed } from '../../src/actions/invoices/mark-viewed.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { updateInvoice } from '../../src/actions/invoices/update-invoice.ts'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { changeObject } from '../../src/actions/objects/change-object.ts'
import { createObject } from '../../src/actions/objects/create-object.ts'
import { deleteObject } from '../../src/actions/objects/delete-object.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { refreshPayment } from '../../src/actions/payments/refresh-payment.ts'
import { updateConfiguration } from '../../src/actions/portal/update-configuration.ts'
import { applyProviderEvent } from '../../src/actions/provider-events/apply-provider-event.ts'
import { unitOfWork } from '../../src/actions/unit-of-work.ts'
import { scopesOf } from '../../src/core/access/caller.ts'
import type { WantedSettings } from '../../src/core/accounts/settings.ts'
import { aggregateOf } from '../../src/core/aggregates.ts'
import { updateCoupon } from '../../src/core/catalog/coupon.ts'
import { newTaxRate, updateTaxRate } from '../../src/core/catalog/tax-rate.ts'
import { timersOf } from '../../src/core/collection/timers.ts'
import { amountRemainingMinor } from '../../src/core/invoices/amounts.ts'
import { type Invoice, type IssuedInvoice, isIssued } from '../../src/core/invoices/invoice.ts'
import type { Currency } from '../../src/core/money/currencies.ts'
import { refundedMinorOf } from '../../src/core/payments/money-back.ts'
import { defaultConfigurationId } from '../../src/core/portal/configuration.ts'
import { providerEventsOf } from '../../src/db/repositories/provider-events.ts'
import { rounds } from '../proof/rounds.ts'
import { receiptViolations } from '../world/receipts.ts'
import { invoiceIn, receiptIn, recordedIn, tables, textOf } from '../world/stored.ts'
import { type Row, rows } from './fetch-log.ts'
import {
  clock,
  control,
  linkUnit,
  merchant,
  newDeps,
  operatorUnit,
  payAtCheckout,
  postedWebhooks,
  worker,
} from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const merchants = [merchant('acct_kranwerk'), merchant('acct_harborpine')] as const
type Merchant = (typeof merchants)[number]

/** Rows that the current code wrote; other test files insert rows of an older version. */
const ours = `account_id IN (${merchants.map(({ id }) => `'${id}'`)})`

beforeAll(async () => {
  await clock.read()
  await control('DELETE faults')
  await postedWebhooks()
})
afterAll(expectTenantPredicates)
// Other files have the same merchants.
afterAll(async () => {
  for (const { id, unit } of merchants) {
    const asBefore = { id: defaultConfigurationId(id), input: { invoiceHistory: true } }
    await updateConfiguration(newDeps(), unit, asBefore)
  }
})

const pick = <T>(items: readonly T[]): T | undefined => items[Math.floor(Math.random() * items.length)]
const upTo = (n: number) => 1 + Math.floor(Math.random() * n)

/** The objects of a random history, by id only, since all else changes. */
type Cast = { customers: string[]; invoices: string[]; items: string[]; coupons: string[]; rates: string[] }

type Operation = (who: Merchant, cast: Cast) => Promise<unknown>

const amount = () => upTo(90) * 1000
const onInvoice =
  (act: (who: Merchant, invoice: IssuedInvoice) => unknown): Operation =>
  async (who, { invoices }) => {
    const id = pick(invoices)
    const invoice = id && (await who.invoice(id))
    return invoice ? act(who, invoice) : null
  }
const byId = (act: typeof finalizeInvoice | typeof voidInvoice): Operation =>
  onInvoice((who, { id }) => act(newDeps(), who.unit, { invoiceId: id }))

const transferTo = (currency: Currency) => ({
  currency,
  holder: `Konto ${upTo(9)}`,
  bankName: null,
  number: { kind: 'local', accountNumber: '000123456789', bankCode: { kind: 'bank_code', code: 'X123' } } as const,
})

/** Operations by operators, merchants, customers and the provider; a repeated entry is likelier. */
const operations: readonly Operation[] = [
  (who) =>
    updateAccount(newDeps(), operatorUnit(who.id), {
      settings: pick<WantedSettings>([
        { footer: `Fuß ${upTo(9)}` },
        { branding: { accentColor: `#0000${upTo(9)}0` } },
        { bankAccounts: [transferTo(who.currency)] },
        { footer: `Fuß ${upTo(9)}`, memo: `Notiz ${upTo(9)}`, branding: { brandColor: `#00${upTo(9)}000` } },
      ])!,
    }),
  async (who, cast) =>
    cast.customers.push((await who.customerWithCard(pick(['pm_card_visa', 'pm_card_chargeCustomerFail']))).id),
  async (who, cast) => {
    const id = newDeps().newId('coupon')
    const terms = pick([{ percentOff: '12.5' }, { amountOffMinor: 500, currency: who.currency }])!
    const made = await createCoupon(newDeps(), who.unit, {
      id,
      coupon: { ...terms, maxRedemptions: 5 },
    })
    if (made.ok) cast.coupons.push(id)
  },
  (who, { coupons }) =>
    changeObject(newDeps(), who.unit, 'coupon', pick(coupons) ?? 'none', (coupon) =>
      updateCoupon(coupon, { name: `Herbst ${upTo(9)}` }),
    ),
  (who, { coupons }) =>
    coupons.length > 4 ? deleteObject(newDeps(), who.unit, 'coupon', coupons.shift()!) : Promise.resolve(),
  async (who, cast) => {
    const id = newDeps().newId('tax_rate')
    const [percentage, inclusive] = [pick(['19', '7', '5.5'])!, Math.random() < 0.3]
    await createObject(newDeps(), who.unit, 'tax_rate', () =>
      newTaxRate({ accountId: who.id, id, percentage, inclusive }, { displayName: 'MwSt.', country: 'DE' }),
    )
    cast.rates.push(id)
  },
  (who, { rates }) =>
    changeObject(newDeps(), who.unit, 'tax_rate', pick(rates) ?? 'none', (rate) =>
      updateTaxRate(rate, { description: `Satz ${upTo(9)}` }),
    ),
  (who) =>
    updateConfiguration(newDeps(), who.unit, {
      id: defaultConfigurationId(who.id),
      input: { invoiceHistory: Math.random() < 0.5, name: `Portal ${upTo(9)}` },
    }),
  (who, { customers }) =>
    updateCustomer(newDeps(), who.unit, {
      customerId: pick(customers) ?? 'none',
      input: { phone: String(upTo(999)) },
    }),
  ...Array<Operation>(3).fill(async (who, cast) => {
    const id = newDeps().newId('invoice')
    const content = {
      collectionMethod: pick(['send_invoice', 'charge_automatically'] as const)!,
      ...(Math.random() < 0.3 && cast.coupons.length > 0 && { discounts: [{ coupon: pick(cast.coupons)! }] }),
      ...(Math.random() < 0.3 && cast.rates.length > 0 && { defaultTaxRates: [pick(cast.rates)!] }),
    }
    const customerId = pick(cast.customers) ?? 'none'
    const made = await createInvoice(newDeps(), who.unit, {
      id,
      customerId,
      currency: who.currency,
      withPendingItems: Math.random() < 0.5,
      input: content,
    })
    if (made.ok) cast.invoices.push(id)
  }),
  ...Array<Operation>(4).fill(async (who, cast) => {
    const id = newDeps().newId('invoiceitem')
    const drafts = await rows("SELECT id FROM invoices WHERE account_id = ? AND status = 'draft'", who.id)
    const invoiceId = Math.random() < 0.8 ? (pick(drafts)?.id as string | undefined) : undefined
    const customerId = invoiceId ? undefined : (pick(cast.customers) ?? 'none')
    const made = await createInvoiceItem(newDeps(), who.unit, {
      id,
      customerId,
      invoiceId,
      currency: who.currency,
      input: { price: { amountMinor: amount() } },
    })
    if (made.ok) cast.items.push(id)
  }),
  (who, { items }) =>
    updateInvoiceItem(newDeps(), who.unit, {
      itemId: pick(items) ?? 'none',
      currency: undefined,
      input: { price: { amountMinor: amount() } },
    }),
  (who, { items }) => deleteInvoiceItem(newDeps(), who.unit, { itemId: pick(items) ?? 'none' }),
  onInvoice((who, { id }) =>
    updateInvoice(newDeps(), who.unit, { invoiceId: id, input: { memo: `Notiz ${upTo(99)}` } }),
  ),
  onInvoice((who, { id }) => (Math.random() < 0.2 ? deleteInvoice(newDeps(), who.unit, { invoiceId: id }) : null)),
  ...Array<Operation>(6).fill(async (who, cast) => {
    const collectionMethod = pick(['send_invoice', 'charge_automatically'] as const)!
    cast.invoices.push((await who.open(pick(cast.customers)!, amount(), { collectionMethod })).id)
  }),
  ...Array<Operation>(5).fill(byId(finalizeInvoice)),
  byId(sendInvoice),
  ...Array<Operation>(2).fill(byId(payOutOfBand)),
  ...Array<Operation>(2).fill(byId(voidInvoice)),
  ...Array<Operation>(3).fill(byId(markUncollectible)),
  onInvoice(
    (who, invoice) =>
      isIssued(invoice) &&
      markViewed(newDeps(), linkUnit(who.id, invoice.id), { invoice, linkId: 'lnk_1', lastUsedAt: null }),
  ),
  ...Array<Operation>(3).fill(
    onInvoice((who, { id, status }) =>
      status === 'draft' ? null : chargeInvoice(newDeps(), who.unit, { invoiceId: id, methodId: null }),
    ),
  ),
  ...Array<Operation>(3).fill(
    onInvoice(async (who, invoice) => {
      const begun = isIssued(invoice) ? await who.pay(invoice) : null
      if (!begun?.ok) return
      const { payment } = begun.value
      if (payment.url && Math.random() < 0.8) await payAtCheckout(payment.url)
      if (Math.random() < 0.5)
        await refreshPayment(newDeps(), linkUnit(who.id, invoice.id), { invoiceId: invoice.id, paymentId: payment.id })
    }),
  ),
  ...Array<Operation>(2).fill(async (who) => {
    const { payments } = await who.truth()
    const paid = pick(
      payments.filter(
        ({ status, amountRefunded, disputes }: Row) =>
          status === 'succeeded' && amountRefunded === 0 && disputes.length === 0,
      ),
    ) as Row | undefined
    if (!paid) return
    // A concurrent operation may have come first: then the provider refuses, and nothing happens.
    const refund = () => control(`POST payments/${paid.id}/refund`, { amount: upTo(paid.amountReceived) })
    const dispute = async () => {
      const { id } = await control('POST disputes', { payment: paid.id })
      return control(`POST disputes/${id}/${pick(['win', 'lose'])}`)
    }
    await (Math.random() < 0.7 ? refund() : dispute()).catch(() => null)
  }),
]

/** Delivers the provider's webhooks in random order, some twice. */
async function deliverWebhooks(): Promise<number> {
  const posted = [...(await postedWebhooks())].sort(() => Math.random() - 0.5)
  for (const { url, body } of posted) {
    const accountId = url.split('/').at(-1)!
    const { id, type, ...rest } = JSON.parse(body)
    await providerEventsOf(newDeps().db, accountId, 'stripe').keep(
      { id, type, payload: { id, type, ...rest } },
      clock.now(),
    )
    const caller = { ...worker(accountId).caller, actor: { kind: 'provider' as const, id }, scopes: scopesOf.provider }
    for (let i = 0; i < upTo(2); i++)
      await applyProviderEvent(newDeps(), unitOfWork(caller), { provider: 'stripe', eventId: id })
  }
  return posted.length
}

/** An object's row as rebuilt from its history; null where it was deleted. */
function rebuilt(events: readonly Row[]): string | null {
  const kind = events[0]!.object_kind as string
  const kept = events.reduce<unknown>(
    (state, row) => aggregateOf(kind).evolve(state, recordedIn(kind, row as never)),
    null,
  )
  return kept && textOf(kind, kept)
}

/** The columns of an invoice's row, derived from its state. */
function derived(invoice: Invoice): Row {
  const issued = isIssued(invoice) ? invoice : null
  return {
    version: invoice.version,
    customer_id: invoice.customerId,
    status: invoice.status,
    collection_method: invoice.collectionMethod,
    currency: invoice.currency,
    total_minor: invoice.totals.totalMinor,
    amount_remaining_minor: amountRemainingMinor(invoice),
    due_at: issued ? (issued.dueAt ?? null) : dueOfDraft(invoice),
    number: issued?.number ?? null,
    series: issued?.series ?? null,
    sequence: issued?.sequence ?? null,
  }
}

/** A draft's days are counted from its creation; no test here gives an instant. */
function dueOfDraft({ terms, createdAt }: Invoice): number | null {
  if (terms === null || (terms.kind !== 'net' && terms.kind !== 'on_receipt')) return null
  return createdAt + (terms.kind === 'net' ? terms.days : 0) * 86_400_000
}

test('after hundreds of random operations every row equals its folded history, and the books balance', {
  timeout: 180_000,
}, async () => {
  const done: Record<string, number> = { operations: 0, messages: 0 }
  const older = new Set<string>()
  for (const who of merchants) for (const { id } of (await who.truth()).payments) older.add(id)
  const run = async (who: Merchant) => {
    const cast: Cast = { customers: [], invoices: [], items: [], coupons: [], rates: [] }
    for (let i = 0; i < 3; i++) cast.customers.push((await who.customerWithCard()).id)
    for (let i = 0; i < rounds(100, 250); i++) {
      await pick(operations)!(who, cast)
      done.operations!++
    }
  }
  await Promise.all([...merchants, ...merchants].map(run))
  done.messages = await deliverWebhooks()

  const history = Map.groupBy(
    await rows(`SELECT * FROM events WHERE ${ours} ORDER BY object_id, seq`),
    ({ object_id }) => object_id,
  )
  // Events about mails and deleted objects have no row to compare.
  const replayed = new Map([...history].map(([objectId, events]) => [objectId, rebuilt(events)] as const))
  const existing = [...replayed].filter(([, state]) => state !== null)
  let compared = 0
  for (const table of Object.values(tables)) {
    for (const row of await rows(`SELECT * FROM ${table} WHERE ${ours}`)) {
      expect(row.state, row.id).toBe(replayed.get(row.id))
      compared++
      if (table === 'invoices') expect(row).toMatchObject(derived(invoiceIn(row.state)))
    }
  }
  expect(compared).toBe(existing.length)

  const invoices = (await rows(`SELECT state FROM invoices WHERE ${ours}`)).map(({ state }) => invoiceIn(state))
  const issued = invoices.filter(isIssued)
  const payments = Map.groupBy(await rows('SELECT * FROM payments'), ({ invoice_id }) => invoice_id)
  const timers = Map.groupBy(await rows('SELECT * FROM timers'), ({ subject_id }) => subject_id)
  const codes = Map.groupBy(await rows('SELECT * FROM document_codes'), ({ invoice_id }) => invoice_id)
  const postings = Map.groupBy(
    await rows(
      'SELECT t.invoice_id, ledger_account, sum(amount_minor) AS n FROM ledger_postings p JOIN ledger_transactions t ON t.account_id = p.account_id AND t.id = p.transaction_id GROUP BY 1, 2',
    ),
    ({ invoice_id }) => invoice_id,
  )
  const posted = (id: string, account: string) =>
    postings.get(id)?.find(({ ledger_account }) => ledger_account === account)?.n ?? 0
  for (const invoice of issued) {
    const mine = (payments.get(invoice.id) ?? []).map(({ id, status, provider_payment_id, provider_session_id }) => [
      id,
      status,
      provider_payment_id,
      provider_session_id,
    ])
    expect(mine.sort()).toEqual(
      invoice.payments.map((p) => [p.id, p.status, p.providerPaymentId, p.providerSessionId]).sort(),
    )
    const moments = Object.fromEntries((timers.get(invoice.id) ?? []).map(({ kind, due_at }) => [kind, due_at]))
    for (const [kind, dueAt] of Object.entries(timersOf(invoice)))
      expect(moments[kind] ?? null, `${invoice.id} ${kind}`).toBe(dueAt)
    const codesOf = (codes.get(invoice.id) ?? []).map(({ code_hash }) => code_hash)
    expect(new Set(codesOf)).toEqual(new Set(invoice.documents?.flatMap(({ codeHash }) => codeHash ?? [])))
    const remaining = amountRemainingMinor(invoice)
    const isOwed = invoice.status === 'open'
    expect([invoice.id, posted(invoice.id, 'receivable')]).toEqual([invoice.id, isOwed ? remaining : 0])
    expect(posted(invoice.id, 'bad_debt')).toBe(invoice.status === 'uncollectible' ? remaining : 0)
  }
  const sums = await rows(
    'SELECT account_id, currency, sum(amount_minor) AS n FROM ledger_postings GROUP BY 1, 2 HAVING n <> 0',
  )
  expect(sums).toEqual([])
  const receipts = (await rows(`SELECT state FROM cash_receipts WHERE ${ours}`)).map(({ state }) => receiptIn(state))
  const balances = await rows(
    `SELECT ledger_account, currency, sum(amount_minor) AS n FROM ledger_postings WHERE ${ours} GROUP BY 1, 2`,
  )
  const balance = (account: string, currency: string) =>
    balances.find((row) => row.ledger_account === account && row.currency === currency)?.n ?? 0
  expect(receiptViolations(invoices, receipts, balance)).toEqual([])
  const tally = Map.groupBy(issued, ({ status }) => status)
  console.log(
    JSON.stringify({
      ...done,
      rows: compared,
      receipts: receipts.length,
      events: [...history.values()].flat().length,
      ...Object.fromEntries([...tally].map(([status, all]) => [status, all.length])),
    }),
  )
  expect([...tally.keys()].sort()).toEqual(['open', 'paid', 'uncollectible', 'void'])

  for (const who of merchants) {
    const { payments: truth } = await who.truth()
    const known = new Map(issued.flatMap((invoice) => invoice.payments.map((p) => [p.providerPaymentId, p] as const)))
    for (const { id, status, amountReceived, amountRefunded, metadata } of truth as Row[]) {
      if (status !== 'succeeded' || !metadata.remit_payment || older.has(id)) continue
      const ours = known.get(id)
      expect([id, ours?.receivedMinor, ours && refundedMinorOf(ours)]).toEqual([id, amountReceived, amountRefunded])
    }
  }
})

test('a row that was edited by hand is detected', async () => {
  const [row] = await rows(`SELECT * FROM invoices WHERE status = 'open' AND ${ours} LIMIT 1`)
  const forged = JSON.stringify({ ...JSON.parse(row!.state), memo: 'forged' })
  const events = await rows('SELECT * FROM events WHERE object_id = ? ORDER BY seq', row!.id)
  expect(rebuilt(events)).toBe(row!.state)
  expect(rebuilt(events)).not.toBe(forged)
})
