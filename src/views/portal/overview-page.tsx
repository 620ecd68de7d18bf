import type { Customer } from '../../core/customers/customer.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { PaymentStatus } from '../../core/payments/payment.ts'
import type { CompletableFlow } from '../../core/portal/flow.ts'
import type { InvoiceRow, Owed } from '../../core/portal/invoice-row.ts'
import { paths } from '../../paths.ts'
import type { PortalI18n } from '../i18n.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { Icon, type IconName } from '../parts/icon.tsx'
import type { EntryProps } from './entry-pages.tsx'
import { ExpiryNotice } from './expiry-notice.tsx'
import { Saved } from './form-notices.tsx'
import { InvoiceRows } from './invoice-rows.tsx'

/** A payment that arrived, with the invoice it paid; the amount in minor units. */
export type PaymentMade = { readonly invoice: IssuedInvoice; readonly paymentId: string }

export type SignedInProps = EntryProps & {
  readonly returnUrl: string | null
  /** Whether other merchants may bill somebody here too. */
  readonly hasOthers?: boolean
  readonly isPart: boolean
  readonly nowMs: number
}

type OverviewProps = SignedInProps & {
  readonly customer: Customer
  readonly owed: readonly Owed[]
  readonly open: readonly InvoiceRow[]
  readonly paid: readonly PaymentMade[]
  /** How the payment stands from which the customer has just come back; null where they have not. */
  readonly after: PaymentStatus | null
  /** What the customer has just done that the merchant's site had sent them for; null where they have not. */
  readonly done: CompletableFlow | null
}

/** What a customer owes now, what is coming, and what was paid last. */
export function OverviewPage({ customer, owed, open, paid, after, done, nowMs, ...page }: OverviewProps) {
  const { account, configuration, i18n } = page
  const { overview, places } = i18n.words
  const all = owed.reduce((sum, { invoices }) => sum + invoices, 0)
  return (
    <PortalPage title={places.overview} place="overview" {...page}>
      {done !== null && <Saved text={i18n.words.done.what[done]} />}
      {after !== null && <AfterPayment status={after} i18n={i18n} />}
      <ExpiryNotice customer={customer} nowMs={nowMs} i18n={i18n}>
        <a href={paths.portalMethods(account.id)}>{places.methods}</a>
      </ExpiryNotice>
      {owed.length === 0 ? (
        <p class="all-paid">
          <Icon name="check" />
          {overview.nothing}
        </p>
      ) : (
        <ul class="owed">
          {owed.map((one) => (
            <OwedIn {...one} accountId={account.id} i18n={i18n} />
          ))}
        </ul>
      )}
      {configuration.invoiceHistory && open.length > 0 && (
        <section>
          <h2>{overview.open}</h2>
          <InvoiceRows accountId={account.id} rows={open} caption={overview.open} nowMs={nowMs} i18n={i18n} />
          {all > open.length && (
            <p class="more">
              <a href={`${paths.portalInvoices(account.id)}?state=open`}>
                {overview.all({ invoices: i18n.count(all) })}
              </a>
            </p>
          )}
        </section>
      )}
      {configuration.invoiceHistory && (
        <section>
          <h2>{overview.paid}</h2>
          {paid.length === 0 ? <p class="hint">{overview.nonePaid}</p> : <PaymentsMade paid={paid} {...page} />}
        </section>
      )}
    </PortalPage>
  )
}

type OwedInProps = Owed & { readonly accountId: string; readonly i18n: PortalI18n }

function OwedIn({ accountId, currency, remainingMinor, overdueMinor, invoices, i18n }: OwedInProps) {
  const { overview } = i18n.words
  return (
    <li>
      <p class="label">{overview.toPay({ invoices: i18n.count(invoices) })}</p>
      <p class="amount">
        <bdi>{i18n.money(remainingMinor, currency)}</bdi>
      </p>
      {overdueMinor > 0 && (
        <p class="state" data-tone="bad">
          <Icon name="alert" />
          {overview.overdue({ amount: i18n.money(overdueMinor, currency) })}
        </p>
      )}
      {overdueMinor > 0 && remainingMinor > overdueMinor && (
        <p class="hint">{overview.coming({ amount: i18n.money(remainingMinor - overdueMinor, currency) })}</p>
      )}
      {invoices > 1 && (
        <a class="button" href={`${paths.portalPay(accountId)}?currency=${currency}`}>
          {i18n.words.pay.chooseAndPay}
        </a>
      )}
    </li>
  )
}

type AfterProps = { readonly status: PaymentStatus; readonly i18n: PortalI18n }

/** What became of a payment. One that was left or refused has charged nothing. */
function AfterPayment({ status, i18n: { words } }: AfterProps) {
  const outcome = outcomes[status]
  const { tone, icon } = looks[outcome]
  const { arrived, underWay, notPaid } = words.pay
  const text = { arrived, under_way: underWay, not_paid: notPaid }[outcome]
  return (
    <p class="notice" data-tone={tone} role="status">
      <Icon name={icon} />
      {text}
    </p>
  )
}

type Outcome = 'arrived' | 'under_way' | 'not_paid'

const looks: Readonly<Record<Outcome, { readonly tone: string; readonly icon: IconName }>> = {
  arrived: { tone: 'good', icon: 'check' },
  under_way: { tone: 'wait', icon: 'clock' },
  not_paid: { tone: 'bad', icon: 'alert' },
}

const outcomes: Readonly<Record<PaymentStatus, Outcome>> = {
  succeeded: 'arrived',
  processing: 'under_way',
  pending: 'under_way',
  unknown: 'under_way',
  open: 'not_paid',
  requires_action: 'not_paid',
  failed: 'not_paid',
  canceled: 'not_paid',
}

function PaymentsMade({ paid, account, i18n }: Pick<OverviewProps, 'paid' | 'account' | 'i18n'>) {
  const { words, money, moment } = i18n
  return (
    <ul class="payments-made">
      {paid.map(({ invoice, paymentId }) => {
        const payment = invoice.payments.find(({ id }) => id === paymentId)
        return (
          payment && (
            <li>
              <span>{moment(payment.settledAt ?? payment.createdAt)}</span>
              <a href={paths.portalInvoice(account.id, invoice.id)}>
                {words.overview.invoice({ number: i18n.name(invoice.number) })}
              </a>
              <span class="number">
                <bdi>{money(payment.receivedMinor, invoice.currency)}</bdi>
              </span>
            </li>
          )
        )
      })}
    </ul>
  )
}
