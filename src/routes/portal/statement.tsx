import { Hono } from 'hono'
import { customerStatement } from '../../actions/statements/customer-statement.ts'
import { drawStatement } from '../../actions/statements/draw-statement.ts'
import { addDays } from '../../core/calendar/day.ts'
import { type DayRange, dayRange, presetRange } from '../../core/calendar/day-range.ts'
import { dayIn } from '../../core/calendar/zone.ts'
import { fileNameOf } from '../../core/documents/file-name.ts'
import { currency as currencyOf } from '../../core/money/currencies.ts'
import { sellerOf } from '../../core/parties-of.ts'
import { isRangeRefusal, type RangeRefusal, statementsOf } from '../../core/statements/statement.ts'
import { selectSession, signedInCustomer } from '../../db/repositories/portal-sessions.ts'
import { statementScreen } from '../../db/screens/statement-screen.ts'
import { attachment } from '../../http/attachment.ts'
import type { Env } from '../../http/env.ts'
import { page, problemPage } from '../../http/pages.tsx'
import { paths } from '../../paths.ts'
import { PortalPage } from '../../views/layouts/portal-page.tsx'
import { Statement } from '../../views/portal/statement-page.tsx'
import { statementCsv } from '../../views/statement/statement-csv.ts'
import { asSignedIn, type PortalContext, signedIn, unitOf } from './visit.ts'

/** The statement of account of whoever is signed in: as a page, as PDF and as CSV. */
export const portalStatement = new Hono<Env>()
  .get('/:account/statement', (c) => {
    const { deps } = c.var
    const range = rangeOf(c)
    return signedIn(
      c,
      async (accountId, cookieHash, nowMs) => {
        const session = selectSession(deps.db, accountId, cookieHash)
        if (!range.ok) {
          const [visit] = await session
          return visit ? { visit, books: null } : null
        }
        const whose = { accountId, customerId: signedInCustomer(accountId, cookieHash) }
        const days = range.value ?? untilToday(dayIn('UTC', nowMs))
        const found = await statementScreen(deps.db, whose, days, session)
        return found && { visit: found.parties, books: found.books }
      },
      ({ reader, ...props }, { books }) => {
        const { account, i18n, nowMs } = props
        const today = dayIn(account.timeZone, nowMs)
        const days: DayRange = (range.ok && range.value) || { ...untilToday(dayIn('UTC', nowMs)), to: today }
        const found = books ? statementsOf(days, books) : range.ok ? statementsOf(days, noBooks) : range
        const refusal = found.ok ? null : found.refusal.code
        const asked = range.ok ? days : { from: c.req.query('from') ?? '', to: c.req.query('to') ?? '' }
        return page(
          c,
          <PortalPage {...props} title={i18n.words.places.statement} place="statement">
            <Statement
              asked={asked}
              found={found.ok ? found.value : ((refusal ?? 'statement_too_long') as RangeRefusal)}
              seller={sellerOf(account)}
              reader={reader}
              today={today}
              paths={{
                page: paths.portalStatement(account.id),
                pdf: paths.portalStatementPdf(account.id),
                csv: paths.portalStatementCsv(account.id),
                pay: (currency, until) => paths.portalPayUntil(account.id, currency, until),
              }}
            />
          </PortalPage>,
          refusal === null ? 200 : 400,
        )
      },
      'invoiceHistory',
    )
  })

  .get('/:account/statement.pdf', (c) =>
    asSignedIn(
      c,
      async ({ account, configuration, reader }, visit) => {
        const [range, currency] = [rangeOf(c), currencyOf(c.req.query('currency') ?? '')]
        if (!range.ok || range.value === null || !currency.ok) return problemPage(c, 400)
        const { deps } = c.var
        const input = {
          customerId: visit.session.customerId,
          range: range.value,
          currency: currency.value,
          reader,
          // It may be forwarded, so what it leads to asks for a sign-in.
          leadsToPortal: configuration.hasLoginPage,
        }
        const drawn = await drawStatement(deps, unitOf(c, visit).caller, input)
        if (!drawn.ok) return problemPage(c, isRangeRefusal(drawn.refusal.code) ? 400 : 404)
        const { from, to } = range.value
        attachment(c, 'application/pdf', fileNameOf({ seller: account }, [from, to, currency.value], 'pdf'))
        return c.body(drawn.value)
      },
      'invoiceHistory',
    ),
  )

  .get('/:account/statement.csv', (c) =>
    asSignedIn(
      c,
      async ({ account, reader }, visit) => {
        const range = rangeOf(c)
        if (!range.ok || range.value === null) return problemPage(c, 400)
        const input = { customerId: visit.session.customerId, range: range.value }
        const found = await customerStatement(c.var.deps, unitOf(c, visit).caller, input)
        if (!found.ok) return problemPage(c, isRangeRefusal(found.refusal.code) ? 400 : 404)
        const { from, to } = range.value
        attachment(c, 'text/csv; charset=utf-8', fileNameOf({ seller: account }, [from, to], 'csv'))
        return c.body(statementCsv(found.value.statements, sellerOf(account), reader))
      },
      'invoiceHistory',
    ),
  )

/** Of a customer with whom nothing happened. */
const noBooks = { before: [], booked: [], open: [] }

/** The range in the address; null where it names none. */
function rangeOf(c: PortalContext) {
  const [from, to] = [c.req.query('from'), c.req.query('to')]
  return from === undefined && to === undefined ? ({ ok: true, value: null } as const) : dayRange(from ?? '', to ?? '')
}

/** The last three months, and a day more: wherever the merchant is, their today is not later than that. */
function untilToday(todayInUtc: DayRange['to']): DayRange {
  const { from, to } = presetRange('last_three_months', todayInUtc)
  return { from, to: addDays(to, 1) }
}
