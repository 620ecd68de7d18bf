import { afterAll, beforeAll, expect, test } from 'vitest'
import { createAccount } from '../../src/actions/accounts/create-account.ts'
import { updateAccount } from '../../src/actions/accounts/update-account.ts'
import { chargeDueInvoice } from '../../src/actions/collection/charge-due-invoice.ts'
import { remindCustomer } from '../../src/actions/collection/remind-customer.ts'
import { createCoupon } from '../../src/actions/coupons/create-coupon.ts'
import { eraseCustomer } from '../../src/actions/customers/erase-customer.ts'
import { requestErasure, withdrawErasureRequest } from '../../src/actions/customers/request-erasure.ts'
import { updateBillingDetails } from '../../src/actions/customers/update-billing-details.ts'
import { updateContacts } from '../../src/actions/customers/update-contacts.ts'
import { updateCustomer } from '../../src/actions/customers/update-customer.ts'
import { createInvoiceItem } from '../../src/actions/invoice-items/create-invoice-item.ts'
import { deleteInvoiceItem } from '../../src/actions/invoice-items/delete-invoice-item.ts'
import { updateInvoiceItem } from '../../src/actions/invoice-items/update-invoice-item.ts'
import { askMerchant } from '../../src/actions/invoices/ask-merchant.ts'
import { correctInvoice } from '../../src/actions/invoices/correct-invoice.ts'
import { createInvoice } from '../../src/actions/invoices/create-invoice.ts'
import { createRevision } from '../../src/actions/invoices/create-revision.ts'
import { deleteInvoice } from '../../src/actions/invoices/delete-invoice.ts'
import { finalizeInvoice } from '../../src/actions/invoices/finalize-invoice.ts'
import { markUncollectible } from '../../src/actions/invoices/mark-uncollectible.ts'
import { markViewed } from '../../src/actions/invoices/mark-viewed.ts'
import { promisePayment } from '../../src/actions/invoices/promise-payment.ts'
import { sendInvoice } from '../../src/actions/invoices/send-invoice.ts'
import { setPurchaseOrder } from '../../src/actions/invoices/set-purchase-order.ts'
import { updateInvoice } from '../../src/actions/invoices/update-invoice.ts'
import { voidInvoice } from '../../src/actions/invoices/void-invoice.ts'
import { orderFreshLink } from '../../src/actions/links/order-fresh-link.ts'
import { sendMail } from '../../src/actions/mail/send-mail.ts'
import { changeObject } from '../../src/actions/objects/change-object.ts'
import { createObject } from '../../src/actions/objects/create-object.ts'
import { deleteObject } from '../../src/actions/objects/delete-object.ts'
import { attachMethod } from '../../src/actions/payments/attach-method.ts'
import { beginMethodSetup } from '../../src/actions/payments/begin-method-setup.ts'
import { chargeInvoice } from '../../src/actions/payments/charge-invoice.ts'
import { chooseDefaultMethod } from '../../src/actions/payments/choose-default-method.ts'
import { finishMethodSetup } from '../../src/actions/payments/finish-method-setup.ts'
import { payInvoice } from '../../src/actions/payments/pay-invoice.ts'
import { payInvoices } from '../../src/actions/payments/pay-invoices.ts'
import { payOutOfBand } from '../../src/actions/payments/pay-out-of-band.ts'
import { pollDuePayments } from '../../src/actions/payments/poll-due-payments.ts'
import { pollPayment, refreshPayment, refreshPaymentOfCustomer } from '../../src/actions/payments/refresh-payment.ts'
import { removeMethod } from '../../src/actions/payments/remove-method.ts'
import { switchAutomaticPayment } from '../../src/actions/payments/switch-automatic-payment.ts'
import { createConfiguration } from '../../src/actions/portal/create-configuration.ts'
import { createSession } from '../../src/actions/portal/create-session.ts'
import { revokeAllSessions } from '../../src/actions/portal/revoke-all-sessions.ts'
import { revokeSession } from '../../src/actions/portal/revoke-session.ts'
import { updateConfiguration } from '../../src/actions/portal/update-configuration.ts'
import { applyProviderEvent } from '../../src/actions/provider-events/apply-provider-event.ts'
import { customerStatement } from '../../src/actions/statements/customer-statement.ts'
import { drawStatement } from '../../src/actions/statements/draw-statement.ts'
import { type UnitOfWork, unitOfWork } from '../../src/actions/unit-of-work.ts'
import { NotAllowed } from '../../src/core/access/caller.ts'
import type { Day } from '../../src/core/calendar/day.ts'
import { updateCoupon } from '../../src/core/catalog/coupon.ts'
import { newTaxRate, updateTaxRate } from '../../src/core/catalog/tax-rate.ts'
import { billingDetailsForm } from '../../src/core/customers/billing-details.ts'
import { blankDetails } from '../../src/core/customers/details.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import type { Result } from '../../src/core/result.ts'
import { signLink } from '../../src/crypto/link-token.ts'
import { accountOf } from '../../src/db/repositories/accounts.ts'
import { invoicesOf } from '../../src/db/repositories/invoices.ts'
import { paths } from '../../src/paths.ts'
import { chooseLocale } from '../../src/views/words/locale.ts'
import { ask } from './environment.ts'
import { rows } from './fetch-log.ts'
import { clock, code, control, done, linkUnit, merchant, newDeps, operatorUnit, worker } from './merchant.ts'
import { expectTenantPredicates } from './tenant-statements.ts'

const kranwerk = merchant('acct_kranwerk')
const harborpine = merchant('acct_harborpine')

type Ids = {
  invoice: IssuedInvoice
  draftId: string
  customerId: string
  itemId: string
  couponId: string
  taxRateId: string
  paymentId: string
  methodId: string
  configurationId: string
  sessionId: string
}
let theirs: Ids

beforeAll(async () => {
  await clock.read()
  await control('DELETE faults')
  const { unit } = kranwerk
  const { id: customerId, methods } = await kranwerk.customerWithCard()
  const draft = await kranwerk.draft(customerId)
  const invoice = await kranwerk.open(customerId)
  const { payment } = done(await kranwerk.pay(invoice))
  const [item] = await rows('SELECT id FROM invoice_items WHERE invoice_id = ?', draft.id)
  const couponId = newDeps().newId('coupon')
  const taxRateId = newDeps().newId('tax_rate')
  done(await createCoupon(newDeps(), unit, { id: couponId, coupon: { percentOff: '5' } }))
  const rate = { accountId: kranwerk.id, id: taxRateId, percentage: '19', inclusive: false }
  done(await createObject(newDeps(), unit, 'tax_rate', () => newTaxRate(rate, { displayName: 'MwSt.' })))
  const configurationId = newDeps().newId('billing_portal.configuration')
  const sessionId = newDeps().newId('portalSession')
  done(await createConfiguration(newDeps(), unit, { id: configurationId, input: { invoiceHistory: true } }))
  done(await createSession(newDeps(), unit, { ...wantedSession, id: sessionId, customerId, configurationId }))
  theirs = {
    invoice: await kranwerk.invoice(invoice.id),
    draftId: draft.id,
    customerId,
    itemId: item!.id,
    couponId,
    taxRateId,
    paymentId: payment.id,
    methodId: methods[0]!.id,
    configurationId,
    sessionId,
  }
})
afterAll(expectTenantPredicates)

const toPay = (invoiceId: string) => ({
  invoiceId,
  methodId: null,
  keepMethod: false,
  shownMinor: 11900,
  partMinor: null,
  link: { id: 'lnk_1', expiresAt: clock.now() + 1e8 },
  language: 'en',
})

const range = { from: '2026-01-01' as Day, to: '2026-12-31' as Day }
const reader = { locale: chooseLocale([], null, 'en'), timeZone: 'UTC' }
const toPayTogether = (customerId: string, ...invoiceIds: string[]) => ({
  customerId,
  invoiceIds,
  methodId: null,
  keepMethod: false,
  amountMinor: 11900 * invoiceIds.length,
  returnPath: '/together',
  language: 'en',
})
const wantedSession = { returnUrl: null, locale: null, flow: null }

/** A call of every action that takes an id. */
const calls: Readonly<Record<string, (unit: UnitOfWork, ids: Ids) => Promise<Result<unknown>>>> = {
  updateCustomer: (c, { customerId }) => updateCustomer(newDeps(), c, { customerId, input: { name: 'X' } }),
  updateBillingDetails: (c, { customerId }) =>
    updateBillingDetails(newDeps(), c, {
      customerId,
      version: 1,
      form: { ...billingDetailsForm(blankDetails(customerId)), name: 'X' },
    }),
  updateContacts: (c, { customerId }) => updateContacts(newDeps(), c, { customerId, version: 1, form: [] }),
  eraseCustomer: (c, { customerId }) => eraseCustomer(newDeps(), c, { customerId }),
  deleteCustomer: (c, { customerId }) => deleteObject(newDeps(), c, 'customer', customerId),
  updateCoupon: (c, { couponId }) =>
    changeObject(newDeps(), c, 'coupon', couponId, (coupon) => updateCoupon(coupon, { name: 'X' })),
  deleteCoupon: (c, { couponId }) => deleteObject(newDeps(), c, 'coupon', couponId),
  updateTaxRate: (c, { taxRateId }) =>
    changeObject(newDeps(), c, 'tax_rate', taxRateId, (rate) => updateTaxRate(rate, {})),
  createInvoice: (c, { customerId }) =>
    createInvoice(newDeps(), c, {
      id: newDeps().newId('invoice'),
      customerId,
      currency: 'usd',
      withPendingItems: true,
      input: {},
    }),
  createRevision: (c, { invoice }) =>
    createRevision(newDeps(), c, {
      id: newDeps().newId('invoice'),
      originalId: invoice.id,
      customerId: undefined,
      currency: undefined,
      input: {},
    }),
  createInvoiceItem: (c, { draftId }) =>
    createInvoiceItem(newDeps(), c, {
      id: newDeps().newId('invoiceitem'),
      customerId: undefined,
      invoiceId: draftId,
      currency: undefined,
      input: { price: { amountMinor: 1 } },
    }),
  createWaitingItem: (c, { customerId }) =>
    createInvoiceItem(newDeps(), c, {
      id: newDeps().newId('invoiceitem'),
      customerId,
      invoiceId: undefined,
      currency: undefined,
      input: { price: { amountMinor: 1 } },
    }),
  updateInvoiceItem: (c, { itemId }) =>
    updateInvoiceItem(newDeps(), c, { itemId, currency: undefined, input: { price: { amountMinor: 1 } } }),
  deleteInvoiceItem: (c, { itemId }) => deleteInvoiceItem(newDeps(), c, { itemId }),
  updateInvoice: (c, { draftId }) => updateInvoice(newDeps(), c, { invoiceId: draftId, input: { memo: 'X' } }),
  deleteInvoice: (c, { draftId }) => deleteInvoice(newDeps(), c, { invoiceId: draftId }),
  finalizeInvoice: (c, { draftId }) => finalizeInvoice(newDeps(), c, { invoiceId: draftId }),
  sendInvoice: (c, { invoice }) => sendInvoice(newDeps(), c, { invoiceId: invoice.id }),
  askMerchant: (c, { invoice }) =>
    askMerchant(newDeps(), c, { invoiceId: invoice.id, kind: 'question', text: 'X', lineId: null }),
  setPurchaseOrder: (c, { invoice }) => setPurchaseOrder(newDeps(), c, { invoiceId: invoice.id, purchaseOrder: 'X' }),
  promisePayment: (c, { invoice }) => promisePayment(newDeps(), c, { invoiceId: invoice.id, payOn: invoice.dueOn! }),
  correctInvoice: (c, { invoice }) => correctInvoice(newDeps(), c, { invoiceId: invoice.id, customerVersion: 1 }),
  voidInvoice: (c, { invoice }) => voidInvoice(newDeps(), c, { invoiceId: invoice.id }),
  markUncollectible: (c, { invoice }) => markUncollectible(newDeps(), c, { invoiceId: invoice.id }),
  chargeInvoice: (c, { invoice }) => chargeInvoice(newDeps(), c, { invoiceId: invoice.id, methodId: null }),
  payOutOfBand: (c, { invoice }) => payOutOfBand(newDeps(), c, { invoiceId: invoice.id }),
  payInvoice: (c, { invoice }) => payInvoice(newDeps(), c, toPay(invoice.id)),
  payInvoices: (c, { customerId, invoice }) =>
    payInvoices(newDeps(), c, toPayTogether(customerId, invoice.id, invoice.id)),
  markViewed: (c, { invoice }) => markViewed(newDeps(), c, { invoice, linkId: 'lnk_1', lastUsedAt: null }),
  refreshPayment: (c, { invoice, paymentId }) => refreshPayment(newDeps(), c, { invoiceId: invoice.id, paymentId }),
  customerStatement: ({ caller }, { customerId }) => customerStatement(newDeps(), caller, { customerId, range }),
  drawStatement: ({ caller }, { customerId }) =>
    drawStatement(newDeps(), caller, { customerId, range, currency: 'eur', reader, leadsToPortal: true }),
  refreshPaymentOfCustomer: (c, { customerId, paymentId }) =>
    refreshPaymentOfCustomer(newDeps(), c, { customerId, paymentId }),
  updateConfiguration: (c, { configurationId: id }) => updateConfiguration(newDeps(), c, { id, input: { name: 'X' } }),
  createSession: (c, { customerId, configurationId }) =>
    createSession(newDeps(), c, {
      ...wantedSession,
      id: newDeps().newId('portalSession'),
      customerId,
      configurationId,
    }),
  revokeSession: (c, { customerId, sessionId: id }) => revokeSession(newDeps(), c, { customerId, id }),
  revokeAllSessions: (c, { customerId }) => revokeAllSessions(newDeps(), c, { customerId }),
  beginMethodSetup: async (c, { customerId }) => {
    const account = (await accountOf(newDeps().db, kranwerk.id).find())!
    return beginMethodSetup(newDeps(), c, { customerId, account, makesDefault: true, language: 'en' })
  },
  finishMethodSetup: (c, { customerId }) => finishMethodSetup(newDeps(), c, { customerId, setupId: 'pmset_x' }),
  chooseDefaultMethod: (c, { customerId, methodId }) => chooseDefaultMethod(newDeps(), c, { customerId, methodId }),
  requestErasure: (c, { customerId }) => requestErasure(newDeps(), c, { customerId }),
  withdrawErasureRequest: (c, { customerId }) => withdrawErasureRequest(newDeps(), c, { customerId }),
  switchAutomaticPayment: (c, { customerId }) => switchAutomaticPayment(newDeps(), c, { customerId, consent: null }),
  removeMethod: (c, { customerId, methodId }) =>
    removeMethod(newDeps(), c, { customerId, methodId, nextDefaultId: null }),
  attachMethod: (c, { customerId }) => attachMethod(newDeps(), c, { customerId, methodId: 'pm_card_visa' }),
}

const kranwerkRows = () =>
  Promise.all(
    [
      'events',
      'invoices',
      'customers',
      'invoice_items',
      'coupons',
      'tax_rates',
      'portal_configurations',
      'portal_sessions',
      'payments',
      'cash_receipts',
      'timers',
      'ledger_postings',
    ].map((table) => rows(`SELECT * FROM ${table} WHERE account_id = 'acct_kranwerk'`)),
  )

test("no action reaches another merchant's objects by their ids, and nothing of theirs changes", async () => {
  const before = await kranwerkRows()
  for (const [action, ask] of Object.entries(calls))
    expect([action, code(await ask(harborpine.unit, theirs))]).toEqual([action, 'resource_missing'])
  const foreign = await harborpine.draft((await harborpine.customer()).id)
  const withTheirs = (input: object) => updateInvoice(newDeps(), harborpine.unit, { invoiceId: foreign.id, input })
  expect(code(await withTheirs({ discounts: [{ coupon: theirs.couponId }] }))).not.toBe('ok')
  expect(code(await withTheirs({ defaultTaxRates: [theirs.taxRateId] }))).not.toBe('ok')
  expect(await kranwerkRows()).toEqual(before)
  console.log(`${Object.keys(calls).length} actions asked for another merchant's objects`)
})

test('the same actions succeed for the own merchant, so that the refusals above prove something', async () => {
  for (const action of [
    'updateCustomer',
    'updateCoupon',
    'updateTaxRate',
    'createInvoiceItem',
    'updateInvoiceItem',
    'updateInvoice',
    'sendInvoice',
    'refreshPayment',
    'markViewed',
    'beginMethodSetup',
    'finishMethodSetup',
    'chooseDefaultMethod',
  ] as const)
    expect([action, code(await calls[action]!(kranwerk.unit, theirs))]).toEqual([action, 'ok'])
})

test('a link reaches its own invoice and no other, in no action', async () => {
  const other = await kranwerk.open(theirs.customerId)
  const link = linkUnit(kranwerk.id, other.id)
  const theirLink = { invoice: theirs.invoice, customer: null, recipient: null }
  for (const [action, ask] of Object.entries(calls))
    await expect((async () => ask(link, theirs))(), action).rejects.toBeInstanceOf(NotAllowed)
  await expect((async () => orderFreshLink(newDeps(), link, theirLink))()).rejects.toBeInstanceOf(NotAllowed)
  expect(code(await payInvoice(newDeps(), link, { ...toPay(other.id) }))).toBe('ok')
})

test('a signed-in customer reaches their own objects, and none of another customer', async () => {
  const other = await kranwerk.open((await kranwerk.customerWithCard()).id)
  const { caller } = linkUnit(kranwerk.id, other.id)
  const customer = unitOfWork({ ...caller, reach: { kind: 'customer', customerId: other.customerId } })
  const theirLink = { invoice: theirs.invoice, customer: null, recipient: null }
  const theirIds = { invoiceId: theirs.invoice.id, paymentId: theirs.paymentId }
  await expect(payInvoice(newDeps(), customer, toPay(theirs.invoice.id))).rejects.toBeInstanceOf(NotAllowed)
  const together = toPayTogether(theirs.customerId, theirs.invoice.id, other.id)
  await expect(payInvoices(newDeps(), customer, together)).rejects.toBeInstanceOf(NotAllowed)
  const mixed = { ...together, customerId: other.customerId }
  expect(code(await payInvoices(newDeps(), customer, mixed))).toBe('resource_missing')
  const theirPayment = { customerId: other.customerId, paymentId: theirs.paymentId }
  expect(code(await refreshPaymentOfCustomer(newDeps(), customer, theirPayment))).toBe('resource_missing')
  await expect(refreshPayment(newDeps(), customer, theirIds)).rejects.toBeInstanceOf(NotAllowed)
  await expect((async () => orderFreshLink(newDeps(), customer, theirLink))()).rejects.toBeInstanceOf(NotAllowed)
  for (const action of ['beginMethodSetup', 'finishMethodSetup', 'chooseDefaultMethod', 'removeMethod'] as const)
    await expect((async () => calls[action]!(customer, theirs))(), action).rejects.toBeInstanceOf(NotAllowed)
  await expect(voidInvoice(newDeps(), customer, { invoiceId: other.id })).rejects.toBeInstanceOf(NotAllowed)
  expect(code(await payInvoice(newDeps(), customer, toPay(other.id)))).toBe('ok')
})

test('actions of jobs and of the provider are refused to a merchant and to a link', async () => {
  const ask = { invoiceId: theirs.invoice.id, paymentId: theirs.paymentId }
  const due = { id: 'out_x', fence: 1, tries: 0, payload: { mail: 'invoice', invoiceId: theirs.invoice.id } }
  const loaded = await invoicesOf(newDeps().db, kranwerk.id).withParties(theirs.invoice.id)
  for (const unit of [kranwerk.unit, linkUnit(kranwerk.id, theirs.invoice.id)]) {
    await expect((async () => pollPayment(newDeps(), unit, ask))()).rejects.toBeInstanceOf(NotAllowed)
    const timer = { loaded: loaded!, tries: 0, againAt: 0 }
    for (const act of [remindCustomer, chargeDueInvoice, pollDuePayments])
      await expect((async () => act(newDeps(), unit, timer))()).rejects.toBeInstanceOf(NotAllowed)
    await expect((async () => sendMail(newDeps(), unit, due as never, loaded!))()).rejects.toBeInstanceOf(NotAllowed)
    await expect(
      (async () => applyProviderEvent(newDeps(), unit, { provider: 'stripe', eventId: 'x' }))(),
    ).rejects.toBeInstanceOf(NotAllowed)
  }
  await expect((async () => voidInvoice(newDeps(), worker(kranwerk.id), ask))()).rejects.toBeInstanceOf(NotAllowed)
})

test('settings are an operator’s alone, and nothing else is', async () => {
  const account = (await accountOf(newDeps().db, kranwerk.id).find())!
  const before = await kranwerkRows()
  for (const unit of [kranwerk.unit, linkUnit(kranwerk.id, theirs.invoice.id), worker(kranwerk.id)]) {
    const ask = async () => updateAccount(newDeps(), unit, { settings: { memo: 'X' } })
    await expect(ask()).rejects.toBeInstanceOf(NotAllowed)
    const make = async () => createAccount(newDeps(), unit, { livemode: true, settings: account })
    await expect(make()).rejects.toBeInstanceOf(NotAllowed)
  }
  for (const [action, ask] of Object.entries(calls))
    await expect((async () => ask(operatorUnit(kranwerk.id), theirs))(), action).rejects.toBeInstanceOf(NotAllowed)
  expect(await kranwerkRows()).toEqual(before)
  expect(await accountOf(newDeps().db, kranwerk.id).find()).toEqual(account)
})

test('a link opens the invoice that it names and none in another account, also where its ids are mixed', async () => {
  const harbors = await harborpine.open((await harborpine.customer()).id)
  const [ours] = await rows('SELECT id FROM links WHERE invoice_id = ? AND recipient IS NULL', theirs.invoice.id)
  const [foreign] = await rows('SELECT id FROM links WHERE invoice_id = ? AND recipient IS NULL', harbors.id)
  const open = async (accountId: string, invoiceId: string, linkId: string) => {
    const deps = newDeps()
    const token = await signLink(deps.linkKeys, { accountId, invoiceId, linkId }, clock.now() + 1e7)
    const text = await (await ask(paths.invoice(token))).text()
    return [theirs.invoice, harbors].find(({ number }) => text.includes(number))?.id ?? null
  }
  expect(await open(kranwerk.id, theirs.invoice.id, ours!.id)).toBe(theirs.invoice.id)
  for (const [account, invoice, link] of [
    [harborpine.id, theirs.invoice.id, ours!.id],
    [kranwerk.id, harbors.id, ours!.id],
    [kranwerk.id, theirs.invoice.id, foreign!.id],
    [kranwerk.id, harbors.id, foreign!.id],
  ] as const)
    expect(await open(account, invoice, link)).toBeNull()
})

test('a request that acts for one account cannot act for another', () => {
  const deps = newDeps()
  deps.enter(kranwerk.id)
  deps.enter(kranwerk.id)
  expect(() => deps.enter(harborpine.id)).toThrow('one request acts for one account')
})
