// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is planted is text of the product's code
import type { Patch } from './build.ts'

/** A realistic bug, as replacements in the source. */
export type Planted = {
  readonly name: string
  readonly patches: readonly Patch[]
  /** How many databases a history needs to show it. */
  readonly databases?: 1 | 2
}

const bug = (name: string, ...patches: readonly (readonly [file: string, from: string, to: string])[]): Planted => ({
  name,
  patches: patches.map(([file, from, to]) => ({ file, from, to })),
})

const report = 'src/core/payments/report.ts'
const adverse = 'src/core/payments/money-back-report.ts'
const start = 'src/core/payments/start.ts'
const commit = 'src/db/commit.ts'
const idempotency = 'src/http/idempotency.ts'
const issuing = 'src/actions/invoices/issue-invoice.ts'
const world = 'test/simulation/world.ts'

/** Drops indexes that the product depends on from every history's database. */
const without = (...indexes: readonly string[]) =>
  [
    world,
    'for (const merchant of merchants)',
    `${indexes.map((name) => `database.run('DROP INDEX ${name}')\n  `).join('')}for (const merchant of merchants)`,
  ] as const

/** Each is planted alone and must be caught. Some need two patches, where the product has two safeguards. */
export const planted: readonly Planted[] = [
  bug('a document is recorded before it is stored', [
    'src/actions/documents/store-document.ts',
    'await deps.documents.put(invoice, bytes, { kind, sha256 })',
    'void deps.documents.put(invoice, bytes, { kind, sha256 }).catch(() => undefined)',
  ]),
  bug('a document that is drawn late shows what was paid since', [
    'src/actions/documents/draw-document.ts',
    'asIssued(current.invoice)',
    'current.invoice',
  ]),
  bug(
    'each webhook about one payment has an effect',
    [
      report,
      'return rankOf(report) !== rank.open || !hasChanges(payment, report)',
      "return report.status !== 'open' && report.status !== 'succeeded'",
    ],
    without('ledger_one_posting_per_cause', 'cash_receipts_by_provider_payment'),
  ),
  bug(
    'a late failure takes a success back',
    [report, "if (isSettled(payment) && report.status !== 'succeeded') return true", ''],
    [
      report,
      'if (rankOf(report) !== rankOf(payment))',
      "if (report.status === 'failed') return false\n  if (rankOf(report) !== rankOf(payment))",
    ],
  ),
  bug('an invoice has no version check', without('events_one_writer')),
  bug(
    'a number is not unique',
    without('document_numbers_no_gap', 'document_numbers_one_number', 'invoices_no_gap', 'invoices_one_number'),
  ),
  bug('a key is made anew on each try', [
    'src/providers/stripe/charge.ts',
    '`remit:${toCharge.paymentId}:charge`',
    '`remit:${toCharge.paymentId}:charge:${Math.random()}`',
  ]),
  bug('the checkout has a new key on each try', [
    'src/providers/stripe/checkout.ts',
    '`remit:${paymentId}:checkout`',
    '`remit:${paymentId}:checkout:${Math.random()}`',
  ]),
  bug('an expired key is used again, and nothing is looked up', [
    'src/actions/payments/sync-with-provider.ts',
    'deps.now() < payment.createdAt + keyLifeMs',
    'true',
  ]),
  bug('an unknown outcome counts as a failure', [
    'src/actions/payments/record-report.ts',
    "if (answer.kind === 'refused' && answer.code !== 'provider_credentials') {",
    "if (answer.kind !== 'answered') {",
  ]),
  bug('cron takes work without a claim', [
    'src/db/repositories/claims.ts',
    'visibleAt: sql.raw(`${clock} + ${leaseMs}`),\n  fence: sql`${fence} + 1`',
    'visibleAt: sql.raw(clock), fence: sql`${fence}`',
  ]),
  bug('a currency has the wrong exponent', [
    'src/providers/stripe/charge.ts',
    'amount: toCharge.amountMinor',
    "amount: toCharge.currency === 'jpy' ? toCharge.amountMinor * 100 : toCharge.amountMinor",
  ]),
  bug('a queue message is acknowledged before its work is done', [
    'src/jobs/consume.ts',
    'const { body, attempts } = message\n',
    'const { body, attempts } = message\n      message.ack()\n',
  ]),
  bug('a revocation is not read', [
    'src/actions/links/open-link.ts',
    'if (screen.revokedAt !== null) return',
    'if (screen.revokedAt === -1) return',
  ]),
  bug('a webhook is acknowledged without waiting until it is stored', [
    'src/actions/provider-events/receive-provider-event.ts',
    'const isNew = await providerEventsOf(deps.db, accountId, provider.name).keep(message, deps.now())',
    'const isNew = true\n  void providerEventsOf(deps.db, accountId, provider.name).keep(message, deps.now()).catch(() => undefined)',
  ]),
  bug('two payments of one invoice at once', [
    start,
    'const existing = underway ? resolveExisting(underway, amountMinor, toStart) : null',
    'const existing = null as Start | null',
  ]),
  bug('a checkout is closed here and not at the provider', [
    'src/actions/payments/cancel-payment.ts',
    'await provider.closeCheckout(reference, payment)',
    "({ kind: 'answered', value: { status: 'canceled' } }) as never",
  ]),
  bug('a payment is begun before it is written', [
    'src/actions/payments/create-payment.ts',
    'const invoice = await writeInvoice(deps, unit, loaded, [decided.value.event], now)',
    'const early = { ...decided.value.event, id: paymentId, createdAt: now, providerSessionId: null, providerPaymentId: null }\n      await syncWithProvider(deps, provider, { ...loaded, invoices: [loaded.invoice], payment: early } as never)\n      const invoice = await writeInvoice(deps, unit, loaded, [decided.value.event], now)',
  ]),
  bug(
    'a removed method comes back with a late report',
    ['src/core/customers/saved-methods.ts', ' && !removedMethods.includes(methodId)', ' && removedMethods.length >= 0'],
    ['src/actions/payments/record-setup.ts', ' || saved.providerCustomerId !== providerCustomerId', ''],
  ),
  bug('a method that was removed here stays at the provider', [
    'src/core/reactions.ts',
    "event.type !== 'customer.method_removed' || event.by !== 'customer'",
    "event.type !== 'customer.method_removed' || event.by !== 'provider'",
  ]),
  bug('a method is saved only if the customer comes back', [
    'src/providers/stripe/read-event.ts',
    "'setup_intent.succeeded': setup,",
    '',
  ]),
  bug('a refund is taken from the wrong account', [
    'src/core/cash-receipts/postings.ts',
    '[cash]: -amountMinor',
    "[by === 'refund' ? 'cash_bank' : cash]: -amountMinor",
  ]),
  bug(
    'a refund that is reported twice counts twice',
    [adverse, 'if (payment.refunds.some((refund) => refund.id === id)) return ok([])', ''],
    without('ledger_one_posting_per_cause'),
  ),
  bug('a receipt does not record what went back of it', [
    'src/core/cash-receipts/evolve.ts',
    'returns: now.amountMinor === 0 ? others : [...others, now]',
    'returns: others',
  ]),
  bug('a receipt is not found again', [
    'src/actions/provider-events/apply-provider-event.ts',
    'deps.now(), { receipt })',
    'deps.now(), { receipt: null })',
  ]),
  bug('a refund that failed stays booked', [
    adverse,
    'refund ?? { amountMinor: 0, fromCreditMinor: 0 }',
    '{ amountMinor: 0, fromCreditMinor: 0 }',
  ]),
  bug('a dispute that was won stays lost', [
    adverse,
    "const won = kind === 'dispute_won'",
    'const won = false as boolean',
  ]),
  bug('a dispute keeps the amount that it began with', [
    adverse,
    'const byMinor = amountMinor - (known?.amountMinor ?? amountMinor)',
    'const byMinor = 0 * amountMinor',
  ]),
  bug('a payment is polled only once', [
    'src/core/payments/evolve.ts',
    'checks: payment.checks + 1, nextCheckAt: event.nextCheckAt',
    'checks: payment.checks + 1, nextCheckAt: null',
  ]),
  bug('a payment is never polled', [start, "nextCheckAt: nextCheckAt('pending', 0, now)", 'nextCheckAt: null']),
  bug('what follows from an event is not written with it', [
    commit,
    '...(followUps.length > 0 ? [',
    '...(followUps.length > 99 ? [',
  ]),
  bug('a commit is not waited for', [
    commit,
    'await writeBatch(db, queries)\n',
    'void writeBatch(db, queries).catch(() => undefined)\n',
  ]),
  bug('an unknown commit counts as written', [
    commit,
    'const isWritten = send > 1 ? await isThere(db, accountId, firstEventId) : false',
    'const isWritten = send > 1',
  ]),
  bug('a row is no function of its events', [
    'src/core/invoices/evolve.ts',
    'viewCount: invoice.viewCount + 1',
    'viewCount: invoice.viewCount + Math.ceil(Math.random() * 2)',
  ]),
  bug('a refused address is forgotten', [
    'src/core/invoices/address-of.ts',
    "customer?.refusedAddresses?.includes(addressOf(invoice) ?? '') === true",
    "customer?.refusedAddresses?.includes(addressOf(invoice) ?? '') === null",
  ]),
  bug('a refused address gets no review item', [
    'src/actions/mail/send-mail.ts',
    "if (kind && outcome.kind !== 'sent') {",
    "if (kind && outcome.kind === 'later') {",
  ]),
  bug(
    'a reminder step is not remembered',
    ['src/core/collection/reminders.ts', 'at > from && !(name in invoice.steps)', 'at > from'],
    [
      'src/core/reactions.ts',
      "[mail(after, 'reminder', step, { step })]",
      "[mail(after, 'reminder', `${step}:${seq}`, { step })]",
    ],
  ),
  bug('one key has two answers', [
    idempotency,
    'if (row.status !== null && row.body !== null)',
    'if (row.status === 299 && row.body !== null)',
  ]),
  bug('a crashed request is executed again', [
    idempotency,
    'withRows(withConditions(unit, [stillHolds(claim)]), rows)',
    'withRows(withConditions(unit, [stillHolds(claim)]), rows.slice(rows.length))',
  ]),
  bug('what no webhook reported is never fetched', [
    'src/jobs/fan-out.ts',
    "claimAndSend(deps, db, 'provider_feed', claimProviderFeeds),",
    '',
  ]),
  bug('an awaited transfer counts as processing', [
    'src/providers/stripe/read-payment.ts',
    '(transferIn(intent)?.arrivedMinor ?? 0) > 0',
    '(transferIn(intent)?.arrivedMinor ?? -1) >= 0',
  ]),
  bug('a returned transfer gets no review item', [
    'src/providers/stripe/read-event.ts',
    "'customer_cash_balance_transaction.created': transferReturned,",
    '',
  ]),
  bug('a partly arrived transfer is canceled', [
    'src/providers/stripe/bank-transfer.ts',
    'arrivedMinor: amount - (instructions.amount_remaining ?? amount)',
    'arrivedMinor: 0 * amount',
  ]),
  bug('a part of a payment becomes credit although the invoice needs it', [
    'src/core/payments/report.ts',
    'const allocatedMinor = Math.min(remainingMinor, receivedMinor)',
    'const allocatedMinor = Math.min(remainingMinor, receivedMinor) - (receivedMinor % 2)',
  ]),
  bug('a part is booked as all that remains', [
    report,
    'const receivedMinor = payment.amountMinor',
    'const receivedMinor = payment.joint ? payment.amountMinor : Math.max(remainingMinor, payment.amountMinor)',
  ]),
  bug('a part is started without a look at what remains', [
    start,
    'partIn(partRange(invoice, part.minimumPercent, brand), part.amountMinor)',
    'ok(part.amountMinor + 0 * Number(partIn(partRange(invoice, part.minimumPercent, brand), part.amountMinor).ok))',
  ]),
  bug('a part starts beside an open payment of another amount', [
    start,
    'const existing = underway ? resolveExisting(underway, amountMinor, toStart) : null',
    'const existing = underway && !part ? resolveExisting(underway, amountMinor, toStart) : null',
  ]),
  bug('a document is recorded without its e-invoices', [
    'src/core/documents/store.ts',
    'ok(unknown)',
    'ok(unknown.slice(0, 1))',
  ]),
  bug('a joint payment is booked as a whole on its oldest invoice', [
    report,
    'const receivedMinor = payment.amountMinor',
    'const receivedMinor = isPolled(payment) ? chargedMinor(payment) : 0',
  ]),
  bug('a joint payment is allocated to one invoice twice', [
    'src/core/cash-receipts/joint-effects.ts',
    '...shares.flatMap(({ allocation }): CashReceiptEvent[] => (allocation ? [allocated(allocation)] : []))',
    '...shares.flatMap((): CashReceiptEvent[] => (first.allocation ? [allocated(first.allocation)] : []))',
  ]),
  bug('a joint payment starts beside a payment of one of its invoices', [
    'src/core/payments/start-joint.ts',
    'invoices.map(({ payments }) => unsettledOf(payments))',
    'invoices.map(({ payments }) => unsettledOf(payments.filter(({ joint }) => joint)))',
  ]),
  bug('a payment of one invoice starts beside a joint payment of it', [
    start,
    'const underway = unsettledOf(invoice.payments)\n',
    'const underway = unsettledOf(invoice.payments.filter(({ joint }) => !joint))\n',
  ]),
  bug('a joint payment ends in one of its invoices only', [
    'src/actions/payments/cancel-payment.ts',
    "[{ type: 'payment.canceled', paymentId: id, reason }]",
    "(id === payment.id ? [{ type: 'payment.canceled', paymentId: id, reason }] : [])",
  ]),
  bug('a report about a joint payment reaches its oldest invoice only', [
    'src/actions/payments/change-invoices-of.ts',
    'for (const loaded of found.invoices) {',
    'for (const loaded of found.invoices.slice(0, 1)) {',
  ]),
  bug('a refund of a joint payment counts in each of its invoices', [
    'src/core/payments/joint-money-back.ts',
    'const amountMinor = fromCreditMinor + paidMinor\n',
    'const amountMinor = fromCreditMinor + Math.min(event.amountMinor, keptMinor(shares[at]!)) + 0 * paidMinor\n',
  ]),
  bug('a joint payment is charged without the shares of its other invoices', [
    'src/actions/payments/sync-with-provider.ts',
    'amountMinor: chargedMinor(payment)',
    'amountMinor: payment.amountMinor',
  ]),
  bug('a revision is issued beside its original', [
    issuing,
    '{ loaded: { ...loaded, invoice: original, links: [] }, decided: voided }',
    '{ loaded: { ...loaded, invoice: original, links: [] }, decided: voided.slice(1) }',
  ]),
]

const fence = 'ops/moving/fence.ts'
const accountDatabase = 'src/db/account-database.ts'

/** Bugs of a merchant's move to another database. */
export const plantedInMoves: readonly Planted[] = [
  bug(
    'an account moves without a fence',
    [fence, 'name === notRefused ?', "name !== '' ?"],
    [
      accountDatabase,
      `const by = { sql: 'insert into "account_is_here" ("account_id") values (?)', args: [accountId] }`,
      `const by = { sql: 'insert into "account_is_here" ("account_id") values (?)', args: [''] }`,
    ],
  ),
  bug('changes during the copy are not recorded', [fence, "WHERE ${state} = 'watched';", 'WHERE 0;']),
  bug('a read does not check whether the account is still there', [
    accountDatabase,
    'if (closed?.rows.length === 0) return answers',
    'if (closed) return answers',
  ]),
  bug('the new place is open before the directory names it', [
    'ops/move-account.ts',
    "isSwitched ? (state ?? 'settled') : 'closed',",
    "isSwitched ? (state ?? 'settled') : 'settled',",
  ]),
  bug('an earlier run of a move goes on beside a later one', [
    fence,
    'WHERE account_id = ? AND epoch = ? AND turn = ?)',
    'WHERE account_id = ? AND epoch >= ? AND turn >= ? * 0)',
  ]),
].map((one) => ({ ...one, databases: 2 as const }))
