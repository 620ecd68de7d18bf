import { requireScope } from '../../core/access/caller.ts'
import { assert } from '../../core/assert.ts'
import { byAge } from '../../core/invoices/by-age.ts'
import { type IssuedInvoice, isIssued } from '../../core/invoices/invoice.ts'
import { type ChosenWay, chosenWay } from '../../core/payments/chosen-way.ts'
import { jointLimits, jointOffer } from '../../core/payments/joint-offer.ts'
import { idAtProvider, type Payment, unsettledOf } from '../../core/payments/payment.ts'
import { type JointStart, startJoint } from '../../core/payments/start-joint.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import { invoicesOf } from '../../db/repositories/invoices.ts'
import type { WithParties } from '../../db/repositories/parties.ts'
import type { Deps } from '../../deps.ts'
import type { OnlineProvider } from '../../providers/provider.ts'
import { writeInvoices } from '../invoices/write-invoice.ts'
import { retryOnConflict } from '../retry-on-conflict.ts'
import { afterEffect, prerequisite, type UnitOfWork } from '../unit-of-work.ts'
import { cancelPayment } from './cancel-payment.ts'
import { ensureProviderCustomer } from './ensure-provider-customer.ts'
import { recordAnswer } from './record-report.ts'
import { syncWithProvider } from './sync-with-provider.ts'

type ToPayTogether = {
  readonly customerId: string
  /** From 2 to 50 invoices of the customer, in one currency. */
  readonly invoiceIds: readonly string[]
  /** The sum that the payer was shown, in minor units. */
  readonly amountMinor: number
  /** A saved method, or null for the provider's checkout. */
  readonly methodId: string | null
  readonly keepMethod: boolean
  /** A path of ours that the payer returns to; the payment's id is added as `after`. */
  readonly returnPath: string
  readonly language: string
}

/** The invoices, oldest first, and the payment of the oldest, which stands for all: with its `url`, if the payer goes there. */
type PaidTogether = { readonly invoices: readonly IssuedInvoice[]; readonly payment: Payment }

/**
 * The customer pays all that remains of several invoices with one payment: through the provider's checkout, or with a saved
 * method. Refused with `amount_changed` if that is not the sum shown, and with `payment_in_progress` if money is on its way for
 * one of them.
 */
export async function payInvoices(deps: Deps, unit: UnitOfWork, input: ToPayTogether): Promise<Result<PaidTogether>> {
  requireScope(unit.caller, 'payments:create', { customerId: input.customerId })
  const provider = deps.provider(unit.caller.accountId)
  if (!provider) return refuse('payment_provider_unavailable')
  if (!isOurs(deps, input.returnPath)) return refuse('return_url_not_allowed', { param: 'return_path' })
  const loaded = await load(deps, unit, input)
  if (!loaded.ok) return loaded
  const { account, customer } = loaded.value[0]
  const offer = jointOffer(account, invoicesIn(loaded.value), { customer, hasProvider: true })
  if (!offer.ok) return offer
  const way = chosenWay(offer.value.offers, input)
  if (!way.ok) return way
  if (!customer) return refuse('customer_deleted')
  const linked = await ensureProviderCustomer(deps, unit, provider, customer)
  if (!linked.ok) return linked
  const isCurrent = linked.value === customer
  const attempted = await commitAttempt(deps, unit, provider, input, way.value, isCurrent ? loaded.value : null)
  if (!attempted.ok) return attempted
  const { start, all } = attempted.value
  const begun = paidBy(invoicesIn(all))
  if (start.do === 'continue') return ok(begun)
  const { invoices, payment } = begun
  const answer = await syncWithProvider(deps, provider, { invoices, customer: linked.value, payment })
  const recorded = await recordAnswer(deps, afterEffect(unit), payment.id, answer, all)
  return recorded.ok ? ok(paidBy(recorded.value, payment)) : recorded
}

/** A path such as `//example.com` would lead the payer elsewhere. */
const isOurs = ({ origin }: Deps, path: string): boolean => new URL(path, origin).origin === new URL(origin).origin

type Loaded = WithParties & { readonly invoice: IssuedInvoice }
type AtLeastOne<T> = readonly [T, ...T[]]

/** The invoices, oldest first. One of another customer is missing, as one that does not exist is. */
async function load(
  deps: Deps,
  { caller }: UnitOfWork,
  { invoiceIds, customerId }: ToPayTogether,
): Promise<Result<AtLeastOne<Loaded>>> {
  const ids = [...new Set(invoiceIds)]
  if (ids.length > jointLimits.most) return refuse('parameter_invalid', { param: 'invoices' })
  const rows = await invoicesOf(deps.db, caller.accountId).manyWithParties(ids)
  const [first, ...others] = rows
    .flatMap((row) => (isIssued(row.invoice) ? [{ ...row, invoice: row.invoice }] : []))
    .filter(({ invoice }) => invoice.customerId === customerId)
    .sort((one, other) => byAge(one.invoice, other.invoice))
  if (!first || others.length + 1 < ids.length) return refuse('resource_missing', { param: 'invoices' })
  return ok([first, ...others])
}

const invoicesIn = (all: readonly Loaded[]): IssuedInvoice[] => all.map(({ invoice }) => invoice)

function paidBy(invoices: readonly IssuedInvoice[], begun?: Payment): PaidTogether {
  const payments = invoices[0]?.payments ?? []
  const payment = begun ? payments.find(({ id }) => id === begun.id) : unsettledOf(payments)
  assert(payment && idAtProvider(payment) === payment.id, 'the payment of the oldest invoice stands for all')
  return { invoices, payment }
}

type Attempted = { readonly start: JointStart; readonly all: readonly Loaded[] }

/**
 * Commits the attempt in the histories of all invoices, unless their open payment can be continued. Payments that are in the way
 * are canceled first: one for each invoice, and a few that are started meanwhile.
 */
async function commitAttempt(
  deps: Deps,
  unit: UnitOfWork,
  provider: OnlineProvider,
  input: ToPayTogether,
  way: ChosenWay,
  justLoaded: AtLeastOne<Loaded> | null,
): Promise<Result<Attempted>> {
  let preloaded = justLoaded
  for (let cancellations = 0; cancellations <= input.invoiceIds.length + 2; cancellations++) {
    const attempted = await retryOnConflict<Attempted>(async () => {
      const loaded: Result<AtLeastOne<Loaded>> = preloaded ? ok(preloaded) : await load(deps, unit, input)
      preloaded = null
      if (!loaded.ok) return loaded
      if (!loaded.value[0].customer) return refuse('customer_deleted')
      const now = deps.now()
      const start = startJoint(invoicesIn(loaded.value), {
        ...toStart(provider, input, way),
        paymentIds: loaded.value.map(() => deps.newId('payment')),
        now,
      })
      if (!start.ok) return start
      if (start.value.do !== 'begin') return ok({ start: start.value, all: loaded.value })
      const { events } = start.value
      const decided = loaded.value.map((one, at) => ({ loaded: one, decided: events.slice(at, at + 1) }))
      const written = await writeInvoices(deps, unit, decided, now)
      return ok({ start: start.value, all: written as Loaded[] })
    })
    if (!attempted.ok || attempted.value.start.do !== 'close_first') return attempted
    const { invoiceId, payment } = attempted.value.start
    const canceled = await cancelPayment(deps, prerequisite(unit), invoiceId, payment, 'superseded')
    if (!canceled.ok) return canceled
  }
  return refuse('payment_in_progress')
}

const toStart = (
  { name, account }: OnlineProvider,
  { amountMinor, returnPath, language }: ToPayTogether,
  { kind, methodId, saveMethod, methodTypes }: ChosenWay,
) => ({
  kind,
  methodId,
  saveMethod,
  provider: name,
  providerAccount: account,
  shownMinor: amountMinor,
  request: { link: null, returnPath, methodTypes, language },
})
