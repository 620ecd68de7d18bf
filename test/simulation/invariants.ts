import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Truth } from '../../dev/sandbox/truth.ts'
import { aggregateOf } from '../../src/core/aggregates.ts'
import { unappliedMinor } from '../../src/core/cash-receipts/cash-receipt.ts'
import type { Customer } from '../../src/core/customers/customer.ts'
import { files as fileOf } from '../../src/core/documents/document.ts'
import { hasEInvoice } from '../../src/core/documents/e-invoices.ts'
import type { DocumentStored, EInvoiceFormat } from '../../src/core/documents/stored-document.ts'
import { amountDueMinor, amountRemainingMinor } from '../../src/core/invoices/amounts.ts'
import type { PaymentStarted } from '../../src/core/invoices/events.ts'
import { evolve as evolveInvoice } from '../../src/core/invoices/evolve.ts'
import { type Invoice, type IssuedInvoice, isIssued, isPayable } from '../../src/core/invoices/invoice.ts'
import { chargeLimits } from '../../src/core/payments/chargeable.ts'
import { moneyBackOf } from '../../src/core/payments/money-back.ts'
import { idAtProvider, isPolled, isSettled, type Payment } from '../../src/core/payments/payment.ts'
import { reactionsTo } from '../../src/core/reactions.ts'
import type { Printed } from '../../src/views/print/printed.ts'
import { receiptViolations } from '../world/receipts.ts'
import { invoiceIn, keptIn, receiptIn, recordedIn, tables } from '../world/stored.ts'
import { merchant } from './actors.ts'
import { invoicesOfPayment } from './provider-watch.ts'
import type { World } from './world.ts'

type Posting = {
  transaction_id: string
  cause: string
  invoice_id: string | null
  customer_id: string | null
  ledger_account: string
  currency: string
  amount_minor: number
}

const postingsOf = ({ database }: World) =>
  database.rows<Posting>(
    `SELECT p.transaction_id, t.cause_kind || ' ' || t.cause_id AS cause, t.invoice_id, t.customer_id, p.ledger_account, p.currency, p.amount_minor
     FROM ledger_postings p JOIN ledger_transactions t ON t.account_id = p.account_id AND t.id = p.transaction_id`,
  )

const invoicesOf = ({ database }: World): Invoice[] =>
  database.rows<{ state: string }>('SELECT state FROM invoices').map(({ state }) => invoiceIn(state))

/** Violations of the invariants (spec/trust.md, section 2) that hold at every instant, also during faults. */
export function violationsAtAnyTime(world: World): string[] {
  const postings = postingsOf(world)
  const truth = world.sandbox.truth(merchant.providerAccount)
  return [
    ...unbalanced(postings),
    ...rowsUnlikeEvents(world),
    ...numbersWithGaps(world),
    ...numbersNotTaken(world),
    ...unconfirmedBookings(postings, truth),
    ...balancesUnlikeLedger(world, postings),
    ...receiptsUnlikeBooks(world, postings),
    ...invalidAmounts(world),
    ...brokenRevisions(world),
    ...concurrentPayments(world),
    ...jointPayments(world),
    ...overcharges(world),
    ...mailViolations(world),
    ...mailsToRefusedAddresses(world),
    ...missingFollowUps(world),
    ...missingFiles(world),
    ...codesUnlikeDocuments(world),
    ...lostWebhooks(world),
  ]
}

/** Violations of what holds once no work is left. */
export function violationsAfterSettling(world: World): string[] {
  return [
    ...differencesFromProvider(world),
    ...stuckWork(world),
    ...chargeableForClosedInvoices(world),
    ...methodsUnlikeProvider(world),
    ...transferDifferences(world),
    ...returnsWithoutReviewItem(world),
    ...mailEventsUnlikeOutbox(world),
    ...documentsUnlikeInvoices(world),
    ...refusalsWithoutReviewItem(world),
    ...lostFreshLinks(world),
    ...rowsLeftBehind(world),
    ...(world.hadNoCallFaults() ? problemsWithoutFaults(world) : []),
  ]
}

/** The database that the merchant has left holds only history and ledger, all of it copied to the new one. */
function rowsLeftBehind({ otherDatabase, database, isMoving }: World): string[] {
  if (!otherDatabase) return []
  const owned = otherDatabase.rows<{ name: string }>(
    `SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'account_id' WHERE m.type = 'table'`,
  )
  const whose = merchant.account.id
  const found = owned.flatMap(({ name }) => {
    if (name.startsWith('account_') || name === 'api_keys') return []
    const rows = (where: World['database']) =>
      where.rows<object>(`SELECT * FROM ${name} WHERE account_id = ?`, whose).map((row) => JSON.stringify(row))
    const kept = ['events', 'ledger_postings', 'ledger_transactions'].includes(name) ? new Set(rows(database)) : null
    return rows(otherDatabase)
      .filter((row) => !kept?.has(row))
      .map((row) => `left behind in ${name}: ${row.slice(0, 80)}`)
  })
  const [fences] = otherDatabase.rows<{ state: string }>('SELECT state FROM account_fences WHERE account_id = ?', whose)
  const [here] = database.rows<{ state: string }>('SELECT state FROM account_fences WHERE account_id = ?', whose)
  const isOpen = fences !== undefined && fences.state !== 'closed'
  return [
    ...found,
    ...(isMoving() ? ['a move was never finished'] : []),
    ...(isOpen ? [`the fence of the old database is ${fences.state}`] : []),
    ...(here && here.state !== 'settled' ? [`the fence of the merchant's database is ${here.state}`] : []),
  ]
}

const formats: readonly EInvoiceFormat[] = ['cii', 'ubl', 'xrechnung']

/** A document in the history is in the store, as it was when it was recorded. */
function missingFiles({ database, files }: World): string[] {
  return database
    .rows<{ id: string; data: string }>("SELECT object_id AS id, data FROM events WHERE type = 'document.stored'")
    .flatMap(({ id, data }) => {
      const { sha256, document } = JSON.parse(data) as DocumentStored
      const bytes = files.get(`${merchant.account.id}/${id}/${sha256}.${fileOf[document].extension}`)
      const isAsRecorded = bytes && createHash('sha256').update(bytes).digest('hex') === sha256
      return isAsRecorded ? [] : [`the document ${sha256.slice(0, 8)} of ${id} is not in the store`]
    })
}

/** Each document in the history is found by its code, and each code leads to one. */
function codesUnlikeDocuments({ database }: World): string[] {
  const codes = new Set(
    database
      .rows<{ id: string; hash: string }>('SELECT invoice_id AS id, code_hash AS hash FROM document_codes')
      .map(({ id, hash }) => `${id} ${hash}`),
  )
  const documents = new Set(
    database
      .rows<{ id: string; data: string }>("SELECT object_id AS id, data FROM events WHERE type = 'document.stored'")
      .flatMap(({ id, data }) => {
        const { codeHash } = JSON.parse(data) as { codeHash?: string }
        return codeHash === undefined ? [] : [`${id} ${codeHash}`]
      }),
  )
  return [
    ...[...codes].filter((code) => !documents.has(code)).map((code) => `${code} is the code of no document`),
    ...[...documents]
      .filter((code) => !codes.has(code))
      .map((code) => `the document of ${code} is not found by its code`),
  ]
}

/**
 * Each issued invoice has one document with its e-invoices, unless a person was told. What was drawn again after a crash says the same, but for a link
 * that was replaced meanwhile: it asks for the amount that was due when the invoice was issued, whatever was paid since.
 */
function documentsUnlikeInvoices(world: World): string[] {
  const parked = new Set(
    world.database
      .rows<{ id: string }>(
        "SELECT o.subject_id AS id FROM outbox o JOIN review_items r ON r.subject = o.id WHERE o.kind = 'document'",
      )
      .map(({ id }) => id),
  )
  return invoicesOf(world).flatMap((invoice) => {
    if (!isIssued(invoice)) return []
    const stored = (invoice.documents ?? []).filter(({ kind }) => kind === 'invoice')
    const ofInvoice = [...world.files].filter(([key]) => key.includes(`/${invoice.id}/`))
    const kinds = new Set((invoice.documents ?? []).map(({ kind }) => kind))
    const eInvoices = formats.filter((format) => hasEInvoice(invoice, format))
    const written = ofInvoice.filter(([key]) => key.endsWith('.xml')).length
    const drawn = ofInvoice
      .filter(([key]) => key.endsWith('.pdf'))
      .map(([, bytes]) => ({ ...(JSON.parse(new TextDecoder().decode(bytes)) as Printed), payOnline: null }))
      .filter(({ number }) => number === invoice.number)
    const tone = amountDueMinor(invoice) > 0 ? 'asks' : 'settled'
    return [
      ...(stored.length === 1 || parked.has(invoice.id) ? [] : [`${invoice.id} has ${stored.length} documents`]),
      ...eInvoices
        .filter((format) => kinds.has(format) !== stored.length > 0)
        .map((format) => `${invoice.id} has its ${format} without its document, or the other way round`),
      ...(written > eInvoices.length ? [`the e-invoices of ${invoice.id} were written in different ways`] : []),
      ...drawn
        .filter((one) => !isDeepStrictEqual(one, drawn[0]))
        .map(() => `${invoice.id} was drawn in different ways`),
      ...drawn
        .filter(({ headline }) => headline.tone !== tone)
        .map(() => `the document of ${invoice.id} is not ${tone}`),
    ]
  })
}

/** A requested fresh link is ordered in the end, unless the queue lost its message or the link was revoked. */
function lostFreshLinks({ faults, linkOrders, database: { rows } }: World): string[] {
  if (faults.has('job dropped')) return []
  const ordered = "SELECT 1 FROM outbox WHERE subject_id = ? AND dedupe_key LIKE 'mail:fresh_link:%'"
  const revoked = 'SELECT 1 FROM links WHERE id = ? AND revoked_at IS NOT NULL'
  return linkOrders
    .filter(({ id, invoiceId }) => rows(ordered, invoiceId).length + rows(revoked, id).length === 0)
    .map(({ invoiceId }) => `a fresh link to ${invoiceId} was requested and never ordered`)
}

/** I1, I6: transactions have two postings or more, of whole numbers, in one currency, that sum to zero. */
function unbalanced(postings: readonly Posting[]): string[] {
  return [...Map.groupBy(postings, ({ transaction_id }) => transaction_id)].flatMap(([id, parts]) => {
    const currencies = new Set(parts.map(({ currency }) => currency))
    const isRight =
      parts.length >= 2 &&
      currencies.size === 1 &&
      sum(parts) === 0 &&
      parts.every(({ amount_minor }) => Number.isSafeInteger(amount_minor))
    return isRight ? [] : [`${id} does not balance`]
  })
}

/** I3, I4, I8: each row equals its folded events; their sequence has no gap; what was issued does not change. */
function rowsUnlikeEvents({ database }: World): string[] {
  type Row = { object_id: string; object_kind: string; seq: number; type: string; data: string; at: number }
  const history = Map.groupBy(
    database.rows<Row>('SELECT * FROM events ORDER BY object_id, seq'),
    ({ object_id }) => object_id,
  )
  const violations: string[] = []
  for (const [kind, table] of Object.entries(tables)) {
    const kept = new Map(
      database
        .rows<{ id: string; state: string }>(`SELECT id, state FROM ${table}`)
        .map(({ id, state }) => [id, state]),
    )
    for (const [id, events] of history) {
      if (events[0]?.object_kind !== kind) continue
      let state: unknown = null
      let issued: string | null = null
      for (const [at, event] of events.entries()) {
        if (event.seq !== at + 1) violations.push(`${id}: event ${event.seq} follows ${at}`)
        if (event.type === 'payment.started') violations.push(...unfitPayment(state as Invoice, event.data))
        state = aggregateOf(kind).evolve(state, recordedIn(kind, event))
        const fixed = fixedAtIssue(state)
        if (issued !== null && fixed !== issued) violations.push(`${id}: ${event.type} changed what was issued`)
        issued = fixed
      }
      const rebuilt = state === null ? undefined : JSON.parse(JSON.stringify(state))
      const row = kept.get(id)
      if (!isDeepStrictEqual(rebuilt, row === undefined ? undefined : keptIn(kind, row)))
        violations.push(`${id}: its row does not equal its folded events`)
      kept.delete(id)
    }
    for (const id of kept.keys()) violations.push(`${id} has no history`)
  }
  return violations
}

/** A payment asks for all that remains, or for a part that the invoice takes, never for more. */
function unfitPayment(invoice: Invoice, data: string): string[] {
  const { paymentId, kind, amountMinor, joint } = JSON.parse(data) as PaymentStarted
  const remainingMinor = amountRemainingMinor(invoice)
  if (amountMinor === remainingMinor || (kind === 'out_of_band' && amountMinor < remainingMinor)) return []
  const { minimumPaymentPercent = 100 } = invoice
  const isPart = amountMinor < remainingMinor && !joint && kind !== 'automatic'
  const isEnough = amountMinor * 100 >= amountDueMinor(invoice) * (minimumPaymentPercent ?? 100)
  const restMinor = remainingMinor - amountMinor
  if (isPart && isEnough && restMinor >= chargeLimits(invoice.currency).minMinor) return []
  return [`${paymentId} asked for ${amountMinor} of the ${remainingMinor} that remained of ${invoice.id}`]
}

function fixedAtIssue(state: unknown): string | null {
  const invoice = state as Invoice | null
  if (!invoice || !('payments' in invoice) || !isIssued(invoice)) return null
  const { number, currency, totals, lines, seller, buyer } = invoice
  return JSON.stringify({ number, currency, totals, lines, seller, buyer })
}

/** I9: the numbers of a series are 1, 2, 3, … */
function numbersWithGaps({ database }: World): string[] {
  const used = database.rows<{ series: string; sequence: number }>(
    'SELECT series, sequence FROM invoices WHERE sequence IS NOT NULL ORDER BY sequence',
  )
  return [...Map.groupBy(used, ({ series }) => series)].flatMap(([series, rows]) =>
    rows.every(({ sequence }, at) => sequence === at + 1)
      ? []
      : [`${series} has the numbers ${rows.map(({ sequence }) => sequence)}`],
  )
}

/** I9: an invoice has the number that was taken for it. */
function numbersNotTaken({ database }: World): string[] {
  const wrong = database.rows<{ id: string; number: string; taken: string | null }>(
    `SELECT i.id, i.number, n.number AS taken FROM invoices i
     LEFT JOIN document_numbers n ON n.account_id = i.account_id AND n.kind = 'invoice' AND n.document_id = i.id
     WHERE i.number IS NOT NULL AND (i.number, i.series, i.sequence) IS NOT (n.number, n.series, n.sequence)`,
  )
  return wrong.map(({ id, number, taken }) => `${id} has the number ${number}, but took ${taken}`)
}

/** The final movements of money at the provider, amount and currency, by their cause in the ledger. */
function movements({ payments, refunds, disputes }: Truth): Map<string, string> {
  return new Map<string, string>([
    ...payments
      .filter(({ status }) => status === 'succeeded')
      .map(
        ({ id, amountReceived, currency }) =>
          [`payment stripe:${merchant.providerAccount}:${id}`, money(amountReceived, currency)] as const,
      ),
    ...refunds
      .filter(({ status }) => status === 'succeeded')
      .map(({ id, amount, currency }) => [`refund ${id}`, money(-amount, currency)] as const),
    ...disputes.map(({ id, amount, currency }) => [`dispute ${id}`, money(-amount, currency)] as const),
    ...disputes
      .filter(({ status }) => status === 'won')
      .map(({ id, amount, currency }) => [`dispute_won ${id}`, money(amount, currency)] as const),
  ])
}

/** Movements that held for a time: a refund until it failed, a dispute until the bank corrected its amount. */
const temporaryMovements = ({ refunds, disputes }: Truth) =>
  new Map<string, string>([
    ...refunds
      .filter(({ status }) => status === 'failed')
      .map(({ id, amount, currency }) => [`refund ${id}`, money(-amount, currency)] as const),
    ...disputes.map(({ id, amountOpened, currency }) => [`dispute ${id}`, money(-amountOpened, currency)] as const),
  ])

const money = (amountMinor: number, currency: string) => `${amountMinor} ${currency}`

/** Bookings of provider money by cause, a failed refund with its refund and a dispute with its correction. */
function bookedAtProvider(postings: readonly Posting[]): Map<string, string> {
  const parts = Map.groupBy(
    postings.filter(({ ledger_account }) => ledger_account === 'cash_provider'),
    ({ cause }) => cause.replace(/^refund_failed /, 'refund ').replace(/^dispute_(opened|changed) /, 'dispute '),
  )
  const sums = [...parts].map(([cause, some]) => [cause, sum(some), some[0]!.currency] as const)
  return new Map(
    sums.filter(([, minor]) => minor !== 0).map(([cause, minor, currency]) => [cause, money(minor, currency)]),
  )
}

/** I5, I13, I19 at any time: nothing is booked that the provider does not confirm, and nothing twice. */
function unconfirmedBookings(postings: readonly Posting[], truth: Truth): string[] {
  const actual = movements(truth)
  const earlier = temporaryMovements(truth)
  return [...bookedAtProvider(postings)].flatMap(([cause, booked]) => {
    if (booked === actual.get(cause) || booked === earlier.get(cause)) return []
    return [`${cause}: booked ${booked}, at the provider ${actual.get(cause) ?? 'nothing'}`]
  })
}

/** I13 after a sweep: all movements at the provider are booked, and nothing else. */
export function differencesFromProvider(world: World): string[] {
  const booked = bookedAtProvider(postingsOf(world))
  const actual = movements(world.sandbox.truth(merchant.providerAccount))
  return [...new Set([...actual.keys(), ...booked.keys()])]
    .filter((cause) => booked.get(cause) !== actual.get(cause))
    .map(
      (cause) =>
        `${cause}: booked ${booked.get(cause) ?? 'nothing'}, at the provider ${actual.get(cause) ?? 'nothing'}`,
    )
}

/** I3, I7: the receivable of each invoice and the credit of each customer equal the ledger. */
function balancesUnlikeLedger({ database }: World, postings: readonly Posting[]): string[] {
  const booked = (account: string, key: (posting: Posting) => string): Map<string, number> =>
    new Map(
      [
        ...Map.groupBy(
          postings.filter(({ ledger_account }) => ledger_account === account),
          key,
        ),
      ].map(([name, parts]) => [name, sum(parts)]),
    )
  const receivable = booked('receivable', ({ invoice_id }) => String(invoice_id))
  const credit = booked('customer_credit', ({ customer_id, currency }) => `${customer_id} in ${currency}`)
  const invoices = database.rows<{ id: string; status: string; due: number }>(
    "SELECT id, status, amount_remaining_minor AS due FROM invoices WHERE status <> 'draft'",
  )
  const customers = database.rows<{ id: string; state: string }>('SELECT id, state FROM customers')
  const shown = new Map<string, number>(
    customers.flatMap(({ id, state }) =>
      Object.entries((JSON.parse(state) as { balances: Record<string, number> }).balances).map(
        ([currency, minor]) => [`${id} in ${currency}`, minor] as const,
      ),
    ),
  )
  return [
    ...invoices.flatMap(({ id, status, due }) => {
      const owed = status === 'open' ? due : 0
      return owed === (receivable.get(id) ?? 0)
        ? []
        : [`${id} (${status}) is owed ${owed}, the ledger says ${receivable.get(id) ?? 0}`]
    }),
    ...[...new Set([...credit.keys(), ...shown.keys()])].flatMap((whose) =>
      (credit.get(whose) ?? 0) === (shown.get(whose) ?? 0)
        ? []
        : [`${whose}: credit shown ${shown.get(whose) ?? 0}, booked ${credit.get(whose) ?? 0}`],
    ),
  ]
}

/** An issued revision and its original name each other, and the original is void: one of the versions can be paid at most. */
function brokenRevisions(world: World): string[] {
  const invoices = invoicesOf(world)
  const byId = new Map(invoices.map((invoice) => [invoice.id, invoice]))
  return invoices.flatMap((invoice) => {
    const original = isIssued(invoice) && invoice.revisionOf ? byId.get(invoice.revisionOf.id) : undefined
    const newer = invoice.status === 'void' && invoice.replacedBy ? byId.get(invoice.replacedBy.id) : undefined
    const isReplaced = original?.status === 'void' && original.replacedBy?.id === invoice.id
    return [
      ...(original && !isReplaced
        ? [`${invoice.id} was issued, and its original ${original.id} is ${original.status}`]
        : []),
      ...(newer && !isIssued(newer) ? [`${invoice.id} is void for ${newer.id}, which was never issued`] : []),
    ]
  })
}

/** I3, I34: receipts equal the invoices and the ledger, and all that was received is allocated or credited. */
function receiptsUnlikeBooks(world: World, postings: readonly Posting[]): string[] {
  const receipts = world.database
    .rows<{ state: string }>('SELECT state FROM cash_receipts')
    .map(({ state }) => receiptIn(state))
  const balance = (account: string, in_: string) =>
    sum(postings.filter(({ ledger_account, currency }) => ledger_account === account && currency === in_))
  return [
    ...receiptViolations(invoicesOf(world), receipts, balance),
    ...receipts
      .filter((receipt) => unappliedMinor(receipt) !== 0)
      .map((receipt) => `${receipt.id} has ${unappliedMinor(receipt)} unapplied`),
  ]
}

/** I7, I10, I18: nothing below zero or above the total; paid is nothing due; no more goes back than was received. */
function invalidAmounts(world: World): string[] {
  return invoicesOf(world).flatMap((invoice) => {
    if (!isIssued(invoice)) return []
    const violations: string[] = []
    const [row] = world.database.rows<{ due: number; total: number }>(
      'SELECT amount_remaining_minor AS due, total_minor AS total FROM invoices WHERE id = ?',
      invoice.id,
    )
    const { due, total } = row!
    if (due < 0 || due > total) violations.push(`${invoice.id} is owed ${due} of ${total}`)
    if (invoice.status === 'paid' && due !== 0) violations.push(`${invoice.id} is paid and still owed ${due}`)
    if (invoice.status === 'open' && due === 0) violations.push(`${invoice.id} is open and owed nothing`)
    for (const payment of invoice.payments) {
      const { id, receivedMinor, allocatedMinor, status } = payment
      const { refundedMinor, disputedMinor, lostMinor } = moneyBackOf(payment)
      if (allocatedMinor > receivedMinor) violations.push(`${id} paid ${allocatedMinor} with ${receivedMinor}`)
      if (allocatedMinor < receivedMinor && isPayable(invoice) && due > 0)
        violations.push(`${id} became credit while ${invoice.id} is owed ${due}`)
      if (refundedMinor + disputedMinor + lostMinor > receivedMinor)
        violations.push(`${id}: more went back than was received`)
      if (status === 'succeeded' && receivedMinor !== payment.amountMinor)
        violations.push(`${id} received another amount`)
    }
    return violations
  })
}

/** I12, I15: at most one payment of an invoice may still bring money. */
function concurrentPayments(world: World): string[] {
  return invoicesOf(world).flatMap((invoice) => {
    const open = isIssued(invoice) ? invoice.payments.filter((payment) => !isSettled(payment)).length : 0
    return open > 1 ? [`${invoice.id} has ${open} unsettled payments`] : []
  })
}

/**
 * The payments of a joint payment have the state of one, are of one customer and currency, and their shares are its sum. Each
 * invoice that it paid has a receipt of its own.
 */
function jointPayments(world: World): string[] {
  const shares = invoicesOf(world).flatMap((invoice) =>
    isIssued(invoice) ? invoice.payments.flatMap((payment) => (payment.joint ? [{ invoice, payment }] : [])) : [],
  )
  return [...Map.groupBy(shares, ({ payment }) => idAtProvider(payment))].flatMap(([id, all]) => {
    const total = (of: (payment: Payment) => number) => all.reduce((minor, { payment }) => minor + of(payment), 0)
    const states = new Set(
      all.map(
        ({ invoice: { customerId, currency }, payment: { joint, status, providerPaymentId, providerSessionId } }) =>
          JSON.stringify([customerId, currency, joint, status, providerPaymentId, providerSessionId]),
      ),
    )
    const { joint, status } = all[0]!.payment
    const withoutReceipt = all.filter(({ payment }) => payment.allocatedMinor > 0 && !payment.receiptNumber)
    return [
      ...(states.size === 1 ? [] : [`${id} is in different states: ${[...states].join(' ')}`]),
      ...(all.length === joint!.invoices ? [] : [`${id} is of ${all.length} invoices, not of ${joint!.invoices}`]),
      ...(total(({ amountMinor }) => amountMinor) === joint!.amountMinor
        ? []
        : [`the shares of ${id} are not its sum`]),
      ...(status !== 'succeeded' || total(({ receivedMinor }) => receivedMinor) === joint!.amountMinor
        ? []
        : [`${id} brought ${total(({ receivedMinor }) => receivedMinor)} of ${joint!.amountMinor}`]),
      ...withoutReceipt.map(({ invoice }) => `${invoice.id} was paid by ${id} and has no receipt of it`),
    ]
  })
}

/** I7, I12: an invoice never receives more than its total. */
function overcharges(world: World): string[] {
  return invoicesOf(world).flatMap((invoice) => {
    if (!isIssued(invoice)) return []
    const received = invoice.payments.reduce((total, { receivedMinor }) => total + receivedMinor, 0)
    return received > invoice.totals.totalMinor
      ? [`${invoice.id} took ${received} of ${invoice.totals.totalMinor}`]
      : []
  })
}

/** I24: each mail is sent once, and each that is recorded as sent was; a reminder step is done once. */
function mailViolations({ mail, database }: World): string[] {
  const orders = new Map(
    database
      .rows<{ id: string; dedupe_key: string }>('SELECT id, dedupe_key FROM outbox')
      .map(({ id, dedupe_key }) => [id, dedupe_key]),
  )
  const left = Map.groupBy(mail.mails, ({ key }) => orders.get(key) ?? 'no order')
  const said = database.rows<{ id: string }>("SELECT id FROM outbox WHERE outcome = 'mail.sent'")
  const came = new Set(mail.mails.map(({ key }) => key))
  const steps = database
    .rows<{ id: string; data: string }>(
      "SELECT object_id AS id, data FROM events WHERE type IN ('reminder.sent', 'reminder.skipped')",
    )
    .flatMap(({ id, data }) =>
      Object.keys((JSON.parse(data) as { steps: object }).steps).map((step) => `${id} ${step}`),
    )
  return [
    ...[...left].flatMap(([order, mails]) =>
      mails.length === 1 && orders.has(mails[0]!.key) ? [] : [`${mails.length} mails for ${order}`],
    ),
    ...said.filter(({ id }) => !came.has(id)).map(({ id }) => `${orders.get(id)} is recorded as sent and was not`),
    ...steps.filter((step, at) => steps.indexOf(step) !== at).map((step) => `${step} was done twice`),
  ]
}

/** How long a mail may be sent with data of the customer that was read before it was ordered. */
const inHandMs = 10_000

/** Once the refusal of an address is recorded, only mails that a person requests are sent to it. */
function mailsToRefusedAddresses({ mail, database }: World): string[] {
  const since = new Map(
    database
      .rows<{ address: string; at: number }>(
        "SELECT json_extract(data, '$.address') AS address, min(at) AS at FROM events WHERE type = 'customer.address_refused' GROUP BY 1",
      )
      .map(({ address, at }) => [address, at]),
  )
  return database
    .rows<{ id: string; dedupe_key: string; created_at: number; state: string; contact: string | null }>(
      "SELECT o.id, o.dedupe_key, o.created_at, i.state, (SELECT json_extract(c.value, '$.email') FROM customers, json_each(customers.state, '$.contacts') c WHERE json_extract(c.value, '$.id') = json_extract(o.payload, '$.contactId')) AS contact FROM outbox o JOIN invoices i ON i.id = o.subject_id WHERE o.dedupe_key NOT LIKE 'mail:invoice:%' AND o.dedupe_key NOT LIKE 'mail:fresh_link:%'",
    )
    .filter(({ id, created_at, state, contact }) => {
      const address = contact ?? (JSON.parse(state) as IssuedInvoice).buyer.email ?? ''
      return mail.refused.has(id) && created_at > (since.get(address) ?? Number.POSITIVE_INFINITY) + inHandMs
    })
    .map(({ dedupe_key }) => `${dedupe_key} was sent to an address that is known to be refused`)
}

/** Each mail that was refused for its address is in the timeline of its invoice and has a review item. */
function refusalsWithoutReviewItem({ mail, database }: World): string[] {
  const failed = database.rows<{ id: string; invoice_id: string }>(
    "SELECT id, subject_id AS invoice_id FROM outbox WHERE outcome = 'mail.failed'",
  )
  const reviewed = new Set(
    database
      .rows<{ subject: string }>(
        "SELECT subject FROM review_items WHERE kind IN ('mail_address_refused', 'mail_given_up')",
      )
      .map(({ subject }) => subject),
  )
  return failed
    .filter(({ id }) => mail.refused.has(id) && !reviewed.has(id))
    .map(({ id, invoice_id }) => `${id} of ${invoice_id} was refused and has no review item`)
}

/** I23: the follow-ups of an event are written in its commit. */
function missingFollowUps({ database }: World): string[] {
  type Row = { object_id: string; seq: number; type: string; data: string; at: number }
  const ordered = new Set(
    database.rows<{ dedupe_key: string }>('SELECT dedupe_key FROM outbox').map(({ dedupe_key }) => dedupe_key),
  )
  const states = new Map<string, Invoice | null>()
  return database
    .rows<Row>("SELECT * FROM events WHERE object_kind = 'invoice' ORDER BY object_id, seq")
    .flatMap((row) => {
      const { object_id, seq } = row
      const recorded = recordedIn('invoice', row)
      const { event } = recorded
      const after = evolveInvoice(states.get(object_id) ?? null, recorded)
      states.set(object_id, after)
      const caused = after ? reactionsTo(event, after, seq) : []
      return caused
        .filter(({ dedupeKey }) => !ordered.has(dedupeKey))
        .map(({ dedupeKey }) => `${dedupeKey} was never ordered`)
    })
}

/** I20: the timeline has the outcome of each ordered mail once. */
function mailEventsUnlikeOutbox({ database }: World): string[] {
  const timesById = (sql: string) =>
    new Map(database.rows<{ id: string; times: number }>(sql).map(({ id, times }) => [id, times]))
  const recorded = timesById(
    "SELECT object_id AS id, count(*) AS times FROM events WHERE type LIKE 'mail.%' GROUP BY object_id",
  )
  const finished = timesById(
    "SELECT subject_id AS id, count(*) AS times FROM outbox WHERE outcome LIKE 'mail.%' GROUP BY subject_id",
  )
  return [...new Set([...recorded.keys(), ...finished.keys()])]
    .filter((id) => recorded.get(id) !== finished.get(id))
    .map((id) => `${id} has events of ${recorded.get(id) ?? 0} mails and outcomes of ${finished.get(id) ?? 0}`)
}

/** Without faults no work is given up and no mail is sent to the server twice. */
function problemsWithoutFaults({ database, mail }: World): string[] {
  const parked = database.rows<{ kind: string; subject: string; detail: string }>(
    "SELECT kind, subject, detail FROM review_items WHERE kind LIKE '%_parked'",
  )
  return [
    ...parked.map(({ kind, subject, detail }) => `${kind} without a fault: ${subject}, ${detail}`),
    ...mail.mails
      .filter(({ times }) => times > 1)
      .map(({ key, times }) => `${key} was sent to the mail server ${times} times`),
  ]
}

/** I20, I21: a webhook that was answered with 2xx is stored. */
function lostWebhooks({ accepted, database }: World): string[] {
  const kept = new Set(database.rows<{ id: string }>('SELECT id FROM provider_events').map(({ id }) => id))
  return [...accepted].filter((id) => !kept.has(id)).map((id) => `${id} was acknowledged and is not stored`)
}

/** I16, I23: unfinished work has a time of its next attempt, or a review item. */
function stuckWork(world: World): string[] {
  const { database } = world
  const reviewed = new Set(
    database.rows<{ subject: string }>('SELECT subject FROM review_items').map(({ subject }) => subject),
  )
  const polled = new Set(
    database
      .rows<{ id: string }>("SELECT subject_id AS id FROM timers WHERE kind = 'check' AND visible_at IS NOT NULL")
      .map(({ id }) => id),
  )
  const unsettled = invoicesOf(world).flatMap((invoice) =>
    isIssued(invoice)
      ? invoice.payments
          .filter((payment) => isPolled(payment) && !isSettled(payment))
          .filter(({ id }) => !reviewed.has(id) && !polled.has(invoice.id))
          .map(({ id, status }) => `${id} (${status}) is not polled and has no review item`)
      : [],
  )
  const work = database.rows<{ id: string }>(
    'SELECT id FROM outbox WHERE done_at IS NULL AND visible_at IS NULL UNION ALL SELECT id FROM provider_events WHERE applied_at IS NULL AND visible_at IS NULL',
  )
  return [
    ...unsettled,
    ...work.filter(({ id }) => !reviewed.has(id)).map(({ id }) => `${id} is not done, not due and has no review item`),
  ]
}

/** Once no work is left, nothing at the provider can still collect money for an invoice that is paid or void. */
function chargeableForClosedInvoices(world: World): string[] {
  const { database, sandbox } = world
  const { sessions, payments } = sandbox.truth(merchant.providerAccount)
  const open = [
    ...sessions.filter(({ status }) => status === 'open'),
    ...payments.filter(({ status }) => status === 'requires_action'),
  ]
  return open.flatMap(({ id, metadata }) =>
    invoicesOfPayment(world, metadata.remit_payment).flatMap((invoiceId) => {
      const [invoice] = database.rows<{ status: string }>('SELECT status FROM invoices WHERE id = ?', invoiceId)
      return invoice?.status === 'paid' || invoice?.status === 'void'
        ? [`${id} can still be paid for ${invoiceId}, which is ${invoice.status}`]
        : []
    }),
  )
}

/** Once no work is left, a transfer is awaited, or processing after a part has arrived, as at the provider. */
function transferDifferences(world: World): string[] {
  const known = new Map(
    invoicesOf(world).flatMap((invoice) =>
      isIssued(invoice) ? invoice.payments.map(({ id, status }) => [id, status] as const) : [],
    ),
  )
  return world.sandbox.truth(merchant.providerAccount).payments.flatMap(({ id, ...payment }) => {
    const { method, status, amountTransferred, metadata } = payment
    const ours = known.get(metadata.remit_payment ?? '')
    if (method !== 'customer_balance' || status !== 'requires_action' || ours === undefined) return []
    const expected = amountTransferred > 0 ? 'processing' : 'requires_action'
    return ours === expected ? [] : [`${id} has ${amountTransferred} by transfer, and is ${ours} in our books`]
  })
}

/** Money that had arrived of a canceled transfer has a review item. */
function returnsWithoutReviewItem({ database, sandbox }: World): string[] {
  const shown = new Set(
    database
      .rows<{ subject: string }>("SELECT subject FROM review_items WHERE kind = 'transfer_returned'")
      .map(({ subject }) => subject),
  )
  return sandbox
    .truth(merchant.providerAccount)
    .payments.filter(
      ({ id, amountReturned, metadata }) => amountReturned > 0 && metadata.remit_payment && !shown.has(id),
    )
    .map(({ id, amountReturned }) => `${amountReturned} of ${id} went back to its customer without a review item`)
}

/** The methods here are those that the provider can charge: none that was removed, and each that a customer has set up. */
function methodsUnlikeProvider({ database, sandbox }: World): string[] {
  const { methods, setups } = sandbox.truth(merchant.providerAccount)
  const ownerOf = new Map(methods.map(({ id, customer }) => [id, customer]))
  const customers = database
    .rows<{ state: string }>('SELECT state FROM customers WHERE account_id = ?', merchant.account.id)
    .map(({ state }) => JSON.parse(state) as Customer)
  const saved = new Set(customers.flatMap((customer) => customer.methods.map(({ id }) => id)))
  const removed = customers.flatMap(({ removedMethods = [] }) => removedMethods)
  return [
    ...customers.flatMap(({ methods, providerCustomerId }) =>
      methods
        .filter(({ id }) => ownerOf.get(id) !== providerCustomerId)
        .map(({ id }) => `${id} is saved and not the customer's at the provider`),
    ),
    ...removed.filter((id) => ownerOf.get(id) !== null).map((id) => `${id} was removed and can be charged`),
    ...setups
      .filter(({ status, metadata }) => status === 'succeeded' && metadata.remit_setup)
      .filter(({ method }) => method !== null && ownerOf.get(method) !== null && !saved.has(method))
      .map(({ method }) => `${method} was set up and is not saved`),
  ]
}

const sum = (parts: readonly Posting[]): number => parts.reduce((total, { amount_minor }) => total + amount_minor, 0)
