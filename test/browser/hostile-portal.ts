import { type ComponentChildren, h, type JSX } from 'preact'
import type { Account } from '../../src/core/accounts/account.ts'
import type { Day } from '../../src/core/calendar/day.ts'
import { billingDetailsForm } from '../../src/core/customers/billing-details.ts'
import type { Customer, SavedMethod } from '../../src/core/customers/customer.ts'
import type { FieldError } from '../../src/core/customers/field-error.ts'
import type { IssuedInvoice } from '../../src/core/invoices/invoice.ts'
import { offersForAll } from '../../src/core/payments/offers.ts'
import { defaultConfiguration } from '../../src/core/portal/configuration.ts'
import { readInvoiceQuery } from '../../src/core/portal/invoice-query.ts'
import type { InvoiceRow } from '../../src/core/portal/invoice-row.ts'
import type { PortalSession } from '../../src/core/portal/session.ts'
import { assets } from '../../src/views/assets.gen.ts'
import { portalI18n } from '../../src/views/i18n.ts'
import { PortalPage } from '../../src/views/layouts/portal-page.tsx'
import { BillingDetailsForm } from '../../src/views/portal/billing-details-form.tsx'
import { ContactsForm } from '../../src/views/portal/contacts-form.tsx'
import { CorrectionPage } from '../../src/views/portal/correction-page.tsx'
import { MerchantsPage } from '../../src/views/portal/deployment-pages.tsx'
import { ChoicePage, CodePage, LoginPage } from '../../src/views/portal/entry-pages.tsx'
import { InvoicesPage } from '../../src/views/portal/invoices-page.tsx'
import { MethodRemovalPage, MethodsPage } from '../../src/views/portal/methods-page.tsx'
import { OverviewPage } from '../../src/views/portal/overview-page.tsx'
import { PayPage } from '../../src/views/portal/pay-page.tsx'
import { QuestionsPage } from '../../src/views/portal/questions-page.tsx'
import { SessionsPage } from '../../src/views/portal/sessions-page.tsx'
import { Statement } from '../../src/views/portal/statement-page.tsx'
import { portalReader } from '../../src/views/reader.ts'
import { renderPage } from '../../src/views/render.ts'
import { accountStatement } from '../views/account-statement.ts'
import { customers } from '../world/cast.ts'
import { hostileInvoice, localeOf, type Next, nextOf } from './hostile-invoice.ts'

/** What every page of the portal is made of, with payloads in all texts, past every check. */
type Texts = {
  readonly next: Next
  readonly account: Account
  readonly customer: Customer
  readonly invoice: IssuedInvoice
  readonly kept: readonly SavedMethod[]
  readonly nowMs: number
  readonly props: ReturnType<typeof propsOf>
}

function textsOf(payloads: readonly string[], nth: number): Texts {
  const next = nextOf(payloads, nth)
  const { account, invoice, kept, now: nowMs } = hostileInvoice(payloads, nth)
  const customer: Customer = {
    ...customers.nora,
    name: next(),
    email: next(),
    phone: next(),
    address: { line1: next(), line2: next(), city: next(), postalCode: next(), state: next(), country: 'DE' },
    taxIds: [{ type: 'eu_vat', value: next() }],
    locales: [localeOf(nth)],
    contacts: [{ id: 'cont_1', name: next(), email: next(), roles: ['invoices'] }],
    methods: [
      ...kept,
      { ...kept[0]!, id: 'pm_y', type: next(), brand: next(), last4: next(), expMonth: 1, expYear: 2020 },
    ],
    defaultPaymentMethod: 'pm_y',
  }
  return { next, account, customer, invoice, kept, nowMs, props: propsOf(account, customer, next, nowMs) }
}

function propsOf(account: Account, customer: Customer, next: Next, nowMs: number) {
  const reader = portalReader(account, customer, null, null)
  const i18n = portalI18n(reader)
  const configuration = {
    ...defaultConfiguration(account),
    headline: next(),
    privacyPolicyUrl: next(),
    termsOfServiceUrl: next(),
  }
  return { account, configuration, i18n, nonce: 'n0nce', assets, nowMs, returnUrl: next(), isPart: false, reader }
}

const states = ['open', 'paid', 'void', 'uncollectible'] as const

const rowOf = ({ next, invoice, nowMs }: Texts, nth: number): InvoiceRow => ({
  id: `in_${nth}`,
  number: next(),
  status: states[nth % states.length]!,
  currency: invoice.currency,
  totalMinor: 123_456_789_00 + nth,
  remainingMinor: nth % 3 === 0 ? 5_000 : 123_456_789_00 + nth,
  issuedOn: invoice.issuedOn,
  dueOn: invoice.dueOn,
  overdueFrom: nth % 2 === 0 ? nowMs - 1 : null,
  isProcessing: nth % 5 === 0,
  isCharged: false,
  promisedFor: nth % 4 === 0 ? invoice.dueOn : null,
  replacedBy: nth % 4 === 2 ? { id: `in_${nth + 100}`, number: next() } : null,
  isOutdated: nth % 4 === 0,
})

const rowsOf = (texts: Texts, count: number) => Array.from({ length: count }, (_, nth) => rowOf(texts, nth))

const sessionOf = ({ next, nowMs }: Texts, id: string): PortalSession => ({
  accountId: 'acct_1',
  id,
  customerId: 'cus_1',
  way: 'code',
  createdAt: nowMs,
  lastUsedAt: nowMs,
  usableUntil: nowMs,
  idleMs: 1,
  expiresAt: nowMs,
  endedAt: null,
  userAgent: next(),
  returnUrl: null,
  locale: null,
  configurationId: null,
  flow: null,
})

/** A page within the frame of the portal, as a route makes it. */
function framed(texts: Texts, place: 'statement' | 'details', content: ComponentChildren) {
  const { reader: _, nowMs: __, ...props } = texts.props
  return h(PortalPage, { ...props, title: texts.next(), place, children: content })
}

const faults: readonly FieldError[] = [
  { field: 'name', fault: 'missing' },
  { field: 'address[postal_code]', fault: 'postal_code', example: '<b>' },
]

/** Each page of the portal, in the state that says most. */
export const hostilePages: Readonly<Record<string, (texts: Texts) => JSX.Element>> = {
  overview: (texts) =>
    h(OverviewPage, {
      ...texts.props,
      customer: texts.customer,
      owed: [{ currency: 'eur', remainingMinor: 999_999_999_99, overdueMinor: 1_00, invoices: 12 }],
      open: rowsOf(texts, 10),
      paid: texts.invoice.payments.map(({ id }) => ({ invoice: texts.invoice, paymentId: id })),
      after: 'failed',
      done: null,
    }),
  invoices: (texts) =>
    h(InvoicesPage, {
      ...texts.props,
      query: readInvoiceQuery((name) => (name === 'q' ? texts.next() : name === 'year' ? '2026' : undefined)),
      rows: rowsOf(texts, 21),
      found: 500,
      years: ['2026', '2025'],
    }),
  'no invoices': (texts) =>
    h(InvoicesPage, { ...texts.props, query: readInvoiceQuery(texts.next), rows: [], found: 0, years: [] }),
  correction: (texts) =>
    h(CorrectionPage, {
      ...texts.props,
      customer: { ...texts.customer, name: texts.next(), taxIds: [{ type: 'eu_vat', value: texts.next() }] },
      invoice: texts.invoice,
      correction: { kind: 'asked', why: 'tax' },
      outcome: 'refused',
    }),
  sessions: (texts) =>
    h(SessionsPage, {
      ...texts.props,
      sessions: [sessionOf(texts, 'ses_1'), sessionOf(texts, 'ses_2')],
      currentId: 'ses_1',
      hasEnded: true,
      passkeys: [
        {
          accountId: texts.props.account.id,
          id: 'psk_1',
          customerId: texts.customer.id,
          credentialId: texts.next(),
          publicKey: '',
          algorithm: -7,
          counter: 0,
          challengedAt: 0,
          createdAt: texts.props.nowMs,
          lastUsedAt: null,
          userAgent: texts.next(),
        },
      ],
      notice: 'refused',
    }),
  methods: (texts) =>
    h(MethodsPage, {
      ...texts.props,
      customer: texts.customer,
      provider: texts.next(),
      notice: { kind: 'added', method: texts.customer.methods.at(-1)! },
    }),
  removal: (texts) =>
    h(MethodRemovalPage, {
      ...texts.props,
      customer: texts.customer,
      method: texts.customer.methods.at(-1)!,
      problem: 'payment_method_default',
    }),
  pay: (texts) => {
    const open = ['in_1', 'in_2'].map((id) => ({ ...texts.invoice, id, number: texts.next() }))
    return h(PayPage, {
      ...texts.props,
      currency: texts.invoice.currency,
      open,
      chosen: new Set(['in_1', 'in_2']),
      offers: offersForAll(texts.account, open, texts.kept),
      transfer: null,
      provider: texts.next(),
      notice: null,
    })
  },
  questions: (texts) =>
    h(QuestionsPage, {
      ...texts.props,
      invoices: rowsOf(texts, 5),
      search: texts.next(),
      promise: { invoice: 'in_0', payOn: texts.next() },
      question: { invoice: 'in_1', kind: texts.next(), text: texts.next() },
      order: { invoice: 'in_0', purchaseOrder: texts.next() },
      outcome: { kind: 'problem', code: 'parameter_invalid' },
    }),
  details: (texts) => {
    const form = billingDetailsForm(texts.customer)
    return framed(
      texts,
      'details',
      h(BillingDetailsForm, {
        action: '/p/acct_1/details',
        version: 1,
        form,
        seller: texts.account.name,
        locale: texts.props.reader.locale,
        allowed: texts.props.configuration.allowedUpdates,
        errors: faults,
        overtaken: { details: ['name', 'address', 'taxIds', 'phone'], entered: form },
      }),
    )
  },
  contacts: (texts) =>
    framed(
      texts,
      'details',
      h(ContactsForm, {
        action: '/p/acct_1/contacts',
        version: 1,
        contacts: [{ name: texts.next(), email: texts.next(), roles: [texts.next(), 'invoices'] }],
        locale: texts.props.reader.locale,
      }),
    ),
  statement: (texts) => {
    const { next, invoice } = texts
    const entries = accountStatement().entries.map((entry) => ({
      ...entry,
      invoiceNumber: next(),
      ...(entry.receiptNumber !== null && { receiptNumber: next() }),
    }))
    return framed(
      texts,
      'statement',
      h(Statement, {
        asked: { from: next(), to: next() },
        found: [{ ...accountStatement(), entries }],
        seller: invoice.seller,
        reader: texts.props.reader,
        today: '2026-11-30' as Day,
        paths: { page: '/p/statement', pdf: '/p/statement.pdf', csv: '/p/statement.csv', pay: () => '/p/pay' },
      }),
    )
  },
  login: ({ next, props: { reader: _, isPart: __, nowMs: ___, ...props } }) =>
    h(LoginPage, { ...props, address: next(), next: next(), notice: 'address_invalid' }),
  code: ({ next, props: { reader: _, isPart: __, nowMs: ___, ...props } }) =>
    h(CodePage, { ...props, signInId: 'sgn_1', code: next(), next: next(), isWrong: true }),
  merchants: ({ next, account, customer, props: { i18n, nonce } }) =>
    h(MerchantsPage, {
      name: next(),
      i18n,
      nonce,
      assets,
      signInId: 'sgn_1',
      merchants: [
        { account: { ...account, name: next() }, customers: [customer] },
        { account: { ...account, name: next() }, customers: [customer, { ...customer, name: null }] },
      ],
      hasMore: true,
    }),
  choice: ({ next, customer, props: { reader: _, isPart: __, nowMs: ___, ...props } }) =>
    h(ChoicePage, { ...props, signInId: 'sgn_1', customers: [customer, { ...customer, id: 'cus_2' }], next: next() }),
}

export const pageNames = Object.keys(hostilePages)

/** A page of the portal with the nth payload and those after it. */
export const portalPageOf = (payloads: readonly string[], nth: number, name: string): string =>
  renderPage(hostilePages[name]!(textsOf(payloads, nth)))
