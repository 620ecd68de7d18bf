import { customerData } from '../../actions/customers/customer-data.ts'
import { archivedDocument } from '../../actions/documents/archived-document.ts'
import { customerStatement } from '../../actions/statements/customer-statement.ts'
import type { UnitOfWork } from '../../actions/unit-of-work.ts'
import { addDays, type Day, dayOf, utcMidnightMs } from '../../core/calendar/day.ts'
import { type DayRange, wholeYear } from '../../core/calendar/day-range.ts'
import { dayIn } from '../../core/calendar/zone.ts'
import { archiveNaming } from '../../core/documents/archive-names.ts'
import { documentsIn } from '../../core/documents/dated.ts'
import { isIssued } from '../../core/invoices/invoice.ts'
import { sellerOf } from '../../core/parties-of.ts'
import type { Deps } from '../../deps.ts'
import type { StreamedFile } from '../../storage/archive.ts'
import { dataReadme } from '../../views/portal/data-readme.ts'
import type { Reader } from '../../views/reader.ts'
import { statementCsv } from '../../views/statement/statement-csv.ts'
import { wordsFor } from '../../views/words/words-for.ts'
import { renderContext } from '../api/v1/create-render-context.ts'
import {
  exportedCustomer,
  exportedEvent,
  exportedInvoice,
  exportedItem,
  exportedLink,
  exportedMail,
  exportedMethod,
  exportedPasskey,
  exportedPayment,
  exportedSession,
  exportedSignIn,
} from './data-objects.ts'
import type { Visit } from './visit.ts'

/** The most PDFs of one export: each is a request to the store, and one request may make a thousand, of which the rest needs some. */
const mostDocuments = 600

/**
 * All that is held about whoever is signed in, one file after the other, each made while it is read: what is in memory at once is a page
 * of rows, or a part of one PDF. Throws on a fault, which breaks the archive off.
 */
export async function* dataFiles(
  deps: Deps,
  unit: UnitOfWork,
  visit: Visit,
  reader: Reader,
): AsyncGenerator<StreamedFile> {
  const { account, customer } = visit
  const changedAt = deps.now()
  const data = customerData(deps, unit.caller, customer.id)
  // One for each page, since it keeps every object that it has loaded.
  const context = () => renderContext(deps, account)
  const json = (name: string, objects: AsyncIterable<unknown>): StreamedFile => ({
    name: `${name}.json`,
    changedAt,
    body: jsonArray(objects),
  })

  yield { name: 'README.txt', changedAt, body: dataReadme(account, customer, reader, changedAt) }
  yield { name: 'customer.json', changedAt, body: pretty(await exportedCustomer(context(), visit)) }
  yield json('history', eachOf(data.history(), exportedEvent))
  yield json(
    'invoices',
    eachPage(data.invoices(), (page, shown = context()) => page.map((one) => exportedInvoice(shown, visit, one))),
  )
  yield json(
    'invoice_items',
    eachPage(data.items(), (page, shown = context()) => page.map((one) => exportedItem(shown, one))),
  )
  yield json(
    'payments',
    eachPage(data.invoices(), (page, shown = context()) =>
      page.filter(isIssued).flatMap((one) => one.payments.map((payment) => exportedPayment(shown, one, payment))),
    ),
  )
  yield { name: 'payment_methods.json', changedAt, body: pretty(customer.methods.map(exportedMethod)) }
  yield json(
    'messages',
    eachPage(data.invoices(), (page) =>
      page.filter(isIssued).flatMap(({ id: invoice, messages = [] }) =>
        messages.map(({ id, kind, text, lineId, at }) => ({
          id,
          object: 'message',
          created: Math.floor(at / 1000),
          invoice,
          kind,
          line: lineId,
          text,
        })),
      ),
    ),
  )
  yield json('mails', eachOf(data.mails(), exportedMail))
  yield json('links', eachOf(data.links(), exportedLink))
  yield json('sessions', eachOf(data.sessions(), exportedSession))
  yield json('passkeys', eachOf(data.passkeys(), exportedPasskey))
  yield json('sign_ins', customer.email === null ? nothing() : eachOf(data.signIns(customer.email), exportedSignIn))
  yield* statements(deps, unit, visit, reader, changedAt)
  yield* documents(deps, unit, data.invoices(), reader, changedAt)
}

/** The statement of account of each year in which something happened; a year too long for one is divided. */
async function* statements(deps: Deps, unit: UnitOfWork, { account, customer }: Visit, reader: Reader, nowMs: number) {
  const yearOf = (instantMs: number) => Number(dayIn(account.timeZone, instantMs).slice(0, 4))
  const inRange = async function* (range: DayRange): AsyncGenerator<StreamedFile> {
    const found = await customerStatement(deps, unit.caller, { customerId: customer.id, range })
    if (found.ok) {
      const body = statementCsv(found.value.statements, sellerOf(account), reader)
      const name = `statement_${range.from}_${range.to}.csv`
      if (found.value.statements.length > 0) yield { name, changedAt: nowMs, body }
    } else if (range.from < range.to) for (const half of halvesOf(range)) yield* inRange(half)
  }
  for (let year = yearOf(customer.createdAt); year <= yearOf(nowMs); year++) yield* inRange(wholeYear(year))
}

function halvesOf({ from, to }: DayRange): DayRange[] {
  const middle = dayOf((utcMidnightMs(from) + utcMidnightMs(to)) / 2)
  return [
    { from, to: middle },
    { from: addDays(middle, 1), to },
  ]
}

const always: DayRange = { from: '0000-01-01' as Day, to: '9999-12-31' as Day }

/** The PDFs, those of the oldest invoices first. Which ones are left out is said in a text. */
async function* documents(
  deps: Deps,
  unit: UnitOfWork,
  invoices: ReturnType<ReturnType<typeof customerData>['invoices']>,
  { locale }: Reader,
  changedAt: number,
): AsyncGenerator<StreamedFile> {
  const nameOf = archiveNaming()
  const { missing } = wordsFor(locale, 'statement')
  const leftOut: string[] = []
  let count = 0
  for await (const page of invoices)
    for (const dated of documentsIn(always, page.filter(isIssued))) {
      const name = `${nameOf(dated.number)}.pdf`
      if (++count > mostDocuments) {
        leftOut.push(name)
        continue
      }
      const file = archivedDocument(deps, unit, dated, `documents/${name}`, missing({ file: name }))
      const opened = await file.open()
      yield { name: opened.name ?? file.name, changedAt: file.changedAt, body: opened.body }
    }
  if (leftOut.length > 0)
    yield {
      name: 'documents/README.txt',
      changedAt,
      body: `${wordsFor(locale, 'portal').data.leftOut}\n\n${leftOut.join('\n')}\n`,
    }
}

const pretty = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

async function* nothing(): AsyncGenerator<never> {}

const eachOf = <R>(pages: AsyncIterable<readonly R[]>, show: (row: R) => unknown) =>
  eachPage(pages, (page) => page.map(show))

async function* eachPage<R>(pages: AsyncIterable<readonly R[]>, show: (page: readonly R[]) => readonly unknown[]) {
  for await (const page of pages) yield* await Promise.all(show(page))
}

/** A JSON array, an element at a time. */
async function* jsonArray(objects: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '['
  for await (const object of objects) {
    yield `${before}\n${JSON.stringify(object, null, 2)}`
    before = ','
  }
  yield before === '[' ? '[]\n' : '\n]\n'
}
