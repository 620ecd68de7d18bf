import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, type SQL, sql } from 'drizzle-orm'
import type { Day } from '../../core/calendar/day.ts'
import type { Customer } from '../../core/customers/customer.ts'
import { outdatedDetails } from '../../core/invoices/correction.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import type { OtherVersion } from '../../core/invoices/other-version.ts'
import type { Currency } from '../../core/money/currencies.ts'
import type { Buyer } from '../../core/parties.ts'
import { jointLimits } from '../../core/payments/joint-offer.ts'
import type { PaymentStatus } from '../../core/payments/payment.ts'
import { type InvoiceQuery, invoicesOnPage } from '../../core/portal/invoice-query.ts'
import type { InvoiceRow, Owed } from '../../core/portal/invoice-row.ts'
import { type LinkRow, linksOnPage } from '../../core/portal/link-row.ts'
import type { Database } from '../client.ts'
import { passkeysOf } from '../repositories/passkeys.ts'
import { selectSession, sessionsOf, signedInCustomer } from '../repositories/portal-sessions.ts'
import { invoices, links, payments } from '../schema/index.ts'

const field = <T>(path: string) => sql<T>`json_extract(${invoices.state}, ${sql.raw(`'$.${path}'`)})`
const finalizedAt = field<number>('finalizedAt')

/** Unless its customer pays it themselves since they switched automatic payment off. */
const isChargedAutomatically = sql`(${invoices.collectionMethod} = 'charge_automatically' and ${field('isLeftToCustomer')} is null)`

// Tables are named in the inner statements, since drizzle leaves the name out where a statement has one table.
const row = {
  id: invoices.id,
  number: sql<string>`${invoices.number}`,
  status: sql<InvoiceRow['status']>`${invoices.status}`,
  currency: sql<Currency>`${invoices.currency}`,
  totalMinor: invoices.totalMinor,
  remainingMinor: invoices.amountRemainingMinor,
  issuedOn: field<Day>('issuedOn'),
  dueOn: field<Day | null>('dueOn'),
  overdueFrom: field<number | null>('overdueFrom'),
  isProcessing:
    sql`exists (select 1 from payments where account_id = invoices.account_id and invoice_id = invoices.id and status = 'processing')`.mapWith(
      Boolean,
    ),
  isCharged: sql`${isChargedAutomatically}`.mapWith(Boolean),
  promisedFor: field<Day | null>('promise.payOn'),
  replacedBy: field<string | null>('replacedBy').mapWith((text: string): OtherVersion => JSON.parse(text)),
  buyer: field<string>('buyer').mapWith((text: string): Buyer => JSON.parse(text)),
}

/** The rows of a customer, as they are read and as they are shown. */
const rowsOf = (read: readonly (Omit<InvoiceRow, 'isOutdated'> & { buyer: Buyer })[], customer: Customer) =>
  read.map(({ buyer, ...row }): InvoiceRow => {
    const isOutdated = row.status === 'open' && outdatedDetails(buyer, customer).length > 0
    return { ...row, isOutdated }
  })

/** The issued invoices of whoever is signed in. */
const mine = (accountId: string, cookieHash: string): SQL | undefined =>
  and(
    eq(invoices.accountId, accountId),
    eq(invoices.customerId, signedInCustomer(accountId, cookieHash)),
    ne(invoices.status, 'draft'),
  )

const openOnOverview = 10
const paymentsOnOverview = 5

/** The first page of the portal, in one round trip; null where nobody is signed in. */
export async function overviewScreen(
  db: Database,
  accountId: string,
  cookieHash: string,
  nowMs: number,
  /** A payment that the page is asked to speak of. */
  after: string | null,
) {
  const { orm } = db
  const isOpen = and(mine(accountId, cookieHash), eq(invoices.status, 'open'), gt(invoices.amountRemainingMinor, 0))
  const isLate = sql`${field('overdueFrom')} <= ${nowMs}`
  const ofMine = eq(invoices.id, payments.invoiceId)
  const [[visit], owed, open, paid, [asked]] = await orm.batch([
    selectSession(db, accountId, cookieHash),
    orm
      .select({
        currency: sql<Currency>`${invoices.currency}`,
        remainingMinor: sql<number>`sum(${invoices.amountRemainingMinor})`,
        overdueMinor: sql<number>`sum(case when ${isLate} then ${invoices.amountRemainingMinor} else 0 end)`,
        invoices: sql<number>`count(*)`,
      })
      .from(invoices)
      .where(isOpen)
      .groupBy(invoices.currency)
      .orderBy(invoices.currency),
    orm
      .select(row)
      .from(invoices)
      .where(isOpen)
      .orderBy(sql`${field('overdueFrom')} is null`, field('overdueFrom'), invoices.id)
      .limit(openOnOverview),
    orm
      .select({ paymentId: payments.id, invoice: invoices.state })
      .from(payments)
      .innerJoin(invoices, ofMine)
      .where(and(eq(payments.accountId, accountId), mine(accountId, cookieHash), eq(payments.status, 'succeeded')))
      .orderBy(desc(payments.createdAt), desc(payments.id))
      .limit(paymentsOnOverview),
    orm
      .select({ status: sql<PaymentStatus>`${payments.status}` })
      .from(payments)
      .innerJoin(invoices, ofMine)
      .where(and(eq(payments.accountId, accountId), mine(accountId, cookieHash), eq(payments.id, after ?? ''))),
  ])
  if (!visit) return null
  const { customer } = visit
  return {
    visit,
    owed: owed as readonly Owed[],
    open: rowsOf(open, customer),
    paid,
    after: asked?.status ?? null,
  }
}

/** The invoices that can be paid in one currency, oldest first; null where nobody is signed in. */
export async function payableScreen(db: Database, accountId: string, cookieHash: string, currency: string) {
  const [[visit], open] = await db.orm.batch([
    selectSession(db, accountId, cookieHash),
    db.orm
      .select({ state: invoices.state })
      .from(invoices)
      .where(
        and(
          mine(accountId, cookieHash),
          inArray(invoices.status, ['open', 'uncollectible']),
          gt(invoices.amountRemainingMinor, 0),
          eq(invoices.currency, currency),
        ),
      )
      .orderBy(finalizedAt, invoices.id)
      .limit(jointLimits.most),
  ])
  return visit ? { visit, open: open.map(({ state }) => state).filter(isIssued) } : null
}

const sorting: Readonly<Record<InvoiceQuery['sort'], { readonly by: SQL; readonly isDescending: boolean }>> = {
  newest: { by: finalizedAt, isDescending: true },
  oldest: { by: finalizedAt, isDescending: false },
  due: { by: sql`coalesce(${field('overdueFrom')}, ${Number.MAX_SAFE_INTEGER})`, isDescending: false },
  amount: { by: sql`${invoices.totalMinor}`, isDescending: true },
}

/** A page of the invoices that are asked for, one more where there are more, and how many there are in all; null where nobody is signed in. */
export async function invoicesScreen(
  db: Database,
  accountId: string,
  cookieHash: string,
  { state, year, text, sort, after }: InvoiceQuery,
  nowMs: number,
) {
  const { orm } = db
  const { by, isDescending } = sorting[sort]
  const order = isDescending ? desc : asc
  const beyond = sql.raw(isDescending ? '<' : '>')
  const isAfter =
    after === null
      ? undefined
      : sql`(${by}, ${invoices.id}) ${beyond} (select ${by}, ${invoices.id} from ${invoices} where ${and(eq(invoices.accountId, accountId), eq(invoices.id, after))})`
  const isFound = and(
    mine(accountId, cookieHash),
    stateIs(state, nowMs),
    year === null ? undefined : sql`substr(${field('issuedOn')}, 1, 4) = ${year}`,
    text === null ? undefined : contains(text),
  )
  const [[visit], rows, [counted], years] = await orm.batch([
    selectSession(db, accountId, cookieHash),
    orm
      .select(row)
      .from(invoices)
      .where(and(isFound, isAfter))
      .orderBy(order(by), order(invoices.id))
      .limit(invoicesOnPage + 1),
    orm.select({ found: sql<number>`count(*)` }).from(invoices).where(isFound),
    orm
      .selectDistinct({ year: sql<string>`substr(${field('issuedOn')}, 1, 4)` })
      .from(invoices)
      .where(mine(accountId, cookieHash))
      .orderBy(sql`1 desc`),
  ])
  if (!visit) return null
  return { visit, rows: rowsOf(rows, visit.customer), found: counted!.found, years: years.map(({ year }) => year) }
}

/**
 * The newest invoices whose number has the text, one more where there are more, after the one that is named; null where nobody is
 * signed in.
 */
export async function questionsScreen(
  db: Database,
  accountId: string,
  cookieHash: string,
  { text, named }: { readonly text: string | null; readonly named: string | null },
) {
  const { orm } = db
  const [[visit], first, newest] = await orm.batch([
    selectSession(db, accountId, cookieHash),
    orm
      .select(row)
      .from(invoices)
      .where(and(mine(accountId, cookieHash), eq(invoices.id, named ?? ''))),
    orm
      .select(row)
      .from(invoices)
      .where(and(mine(accountId, cookieHash), text === null ? undefined : numberContains(text)))
      .orderBy(desc(finalizedAt), desc(invoices.id))
      .limit(invoicesOnPage + 1),
  ])
  if (!visit) return null
  return { visit, rows: rowsOf([...first, ...newest.filter(({ id }) => id !== named)], visit.customer) }
}

function stateIs(state: InvoiceQuery['state'], nowMs: number): SQL | undefined {
  switch (state) {
    case 'all':
      return undefined
    case 'open':
      return inArray(invoices.status, ['open', 'uncollectible'])
    case 'overdue':
      return and(eq(invoices.status, 'open'), isNotNull(field('overdueFrom')), lte(field('overdueFrom'), nowMs))
    case 'paid':
      return eq(invoices.status, state)
    case 'void':
      return and(eq(invoices.status, state), isNull(field('replacedBy')))
  }
}

const patternOf = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

const numberContains = (text: string): SQL => sql`${invoices.number} like ${patternOf(text)} escape '\\'`

/** Whether the number, the memo or a line has the text. */
function contains(text: string): SQL {
  const pattern = patternOf(text)
  return sql`(${numberContains(text)} or ${field('memo')} like ${pattern} escape '\\' or exists (select 1 from json_each(${invoices.state}, '$.lines') where json_extract(value, '$.description') like ${pattern} escape '\\'))`
}

/** An invoice whose customer's details are to be corrected; null where nobody is signed in. */
export async function correctionScreen(db: Database, accountId: string, cookieHash: string, invoiceId: string) {
  const [[visit], [found]] = await db.orm.batch([
    selectSession(db, accountId, cookieHash),
    db.orm
      .select({ state: invoices.state })
      .from(invoices)
      .where(and(mine(accountId, cookieHash), eq(invoices.id, invoiceId))),
  ])
  return visit ? { visit, invoice: found && isIssued(found.state) ? found.state : null } : null
}

/** Whoever is signed in, with their newest open invoices; null where nobody is. */
export async function detailsScreen(db: Database, accountId: string, cookieHash: string) {
  const [[visit], open] = await db.orm.batch([
    selectSession(db, accountId, cookieHash),
    db.orm
      .select(row)
      .from(invoices)
      .where(and(mine(accountId, cookieHash), eq(invoices.status, 'open')))
      .orderBy(desc(finalizedAt), desc(invoices.id))
      .limit(invoicesOnPage),
  ])
  return visit ? { visit, open: rowsOf(open, visit.customer) } : null
}

/** An invoice that is to be opened, with its valid links; null where nobody is signed in. */
export async function invoiceLinkScreen(db: Database, accountId: string, cookieHash: string, invoiceId: string) {
  const [[visit], [invoice]] = await db.orm.batch([
    selectSession(db, accountId, cookieHash),
    db.orm
      .select({
        overdueFrom: field<number | null>('overdueFrom'),
        linkId: sql<
          string | null
        >`(select id from links where account_id = invoices.account_id and invoice_id = invoices.id and revoked_at is null order by recipient is null limit 1)`,
      })
      .from(invoices)
      .where(and(mine(accountId, cookieHash), eq(invoices.id, invoiceId))),
  ])
  return visit ? { visit, invoice: invoice ?? null } : null
}

/** Whoever is signed in, and whether an open invoice is charged to them automatically; null where nobody is. */
export async function methodsScreen(db: Database, accountId: string, cookieHash: string) {
  const isCharged = and(mine(accountId, cookieHash), eq(invoices.status, 'open'), isChargedAutomatically)
  const [[visit], [charged]] = await db.orm.batch([
    selectSession(db, accountId, cookieHash),
    db.orm.select({ id: invoices.id }).from(invoices).where(isCharged).limit(1),
  ])
  return visit ? { visit, isCharged: charged !== undefined } : null
}

/** The sessions and the passkeys of whoever is signed in; null where nobody is. */
export async function sessionsScreen(db: Database, accountId: string, cookieHash: string, nowMs: number) {
  const customerId = signedInCustomer(accountId, cookieHash)
  const [[visit], sessions, passkeys] = await db.orm.batch([
    selectSession(db, accountId, cookieHash),
    sessionsOf(db, accountId, customerId, nowMs),
    passkeysOf(db, accountId).ofCustomer(customerId),
  ])
  return visit ? { visit, sessions, passkeys } : null
}

/** Whoever is signed in and what passkeys they have; null where nobody is. */
export async function passkeysScreen(db: Database, accountId: string, cookieHash: string) {
  const [[visit], passkeys] = await db.orm.batch([
    selectSession(db, accountId, cookieHash),
    passkeysOf(db, accountId).ofCustomer(signedInCustomer(accountId, cookieHash)),
  ])
  return visit ? { visit, passkeys } : null
}

/** The links to the invoices of whoever is signed in that are not revoked, those that work longest first, and one more where there are more. */
export async function linksScreen(db: Database, accountId: string, cookieHash: string, after: string | null) {
  const { orm } = db
  const isAfter =
    after === null
      ? undefined
      : sql`(${links.expiresAt}, ${links.id}) < (select expires_at, id from links where account_id = ${accountId} and id = ${after})`
  const [[visit], rows] = await orm.batch([
    selectSession(db, accountId, cookieHash),
    orm
      .select({
        id: links.id,
        invoiceId: links.invoiceId,
        number: sql<string>`${invoices.number}`,
        recipient: links.recipient,
        expiresAt: links.expiresAt,
        lastUsedAt: links.lastUsedAt,
      })
      .from(invoices)
      .innerJoin(links, and(eq(links.accountId, invoices.accountId), eq(links.invoiceId, invoices.id)))
      .where(and(mine(accountId, cookieHash), isNull(links.revokedAt), isAfter))
      .orderBy(desc(links.expiresAt), desc(links.id))
      .limit(linksOnPage + 1),
  ])
  return visit ? { visit, rows: rows as readonly LinkRow[] } : null
}
