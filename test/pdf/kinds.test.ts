import { describe, expect, test } from 'vitest'
import type { Day } from '../../src/core/calendar/day.ts'
import type { Statement } from '../../src/core/statements/statement.ts'
import { type PrintI18n, statementI18n } from '../../src/views/i18n.ts'
import { type CreditNote, printedCreditNote } from '../../src/views/print/credit-note.ts'
import type { Printed } from '../../src/views/print/printed.ts'
import { printedReminder } from '../../src/views/print/reminder.ts'
import { printedStatement } from '../../src/views/print/statement.ts'
import { languages } from '../../src/views/words/locale.ts'
import { type Listed, accountStatement as statement } from '../views/account-statement.ts'
import { customers } from '../world/cast.ts'
import { issued } from '../world/invoices.ts'
import { expectFigures, expectHeadline, unmarked } from './figures.ts'
import { outside } from './margins.ts'
import { i18nOf, payUrl, printed } from './print.ts'
import { elements, rowsOf } from './read-pdf.ts'
import { states } from './states.ts'

const invoice = states['an invoice with two rates and discounts, paid in part']!
const day = (text: string) => text as Day

const creditNote: CreditNote = {
  number: 'KW-GS-0003',
  issuedOn: day('2026-11-20'),
  reason: 'product_unsatisfactory',
  memo: 'Der Kran kam einen Tag zu spät.',
  lines: [
    {
      description: 'Turmdrehkran 30 m, ein Tag',
      quantity: '2.5',
      unitAmount: '20000',
      percentages: ['19'],
      amountMinor: 50_000,
    },
  ],
  subtotalMinor: 50_000,
  discountMinor: 5_000,
  taxes: [{ name: 'MwSt', percentage: '19', taxableMinor: 45_000, amountMinor: 8_550, isInclusive: false }],
  totalMinor: 53_550,
  takenOffMinor: 30_000,
  paidBackMinor: 20_000,
  addedToCreditMinor: 3_550,
}

const parties = { seller: invoice.seller, buyer: invoice.buyer, footer: 'Amtsgericht Charlottenburg', payUrl }

const statementIn = (one: Statement, { locale }: PrintI18n) =>
  printedStatement(
    one,
    parties,
    statementI18n({ currency: one.currency, seller: parties.seller }, { locale, timeZone: 'UTC' }),
  )

const kinds: Readonly<Record<string, (i18n: PrintI18n) => Printed>> = {
  'a credit note': (i18n) => printedCreditNote(creditNote, invoice, i18n),
  'a statement of account': (i18n) => statementIn(statement(), i18n),
  'a reminder': (i18n) => printedReminder(invoice, day('2026-11-30'), { url: payUrl, transfer: null }, i18n),
}

describe.each(Object.entries(kinds))('%s', (_, kind) => {
  test.each([...languages, 'ar-EG'])('has its amounts on the page as the eye reads them, in %s', async (tag) => {
    const i18n = i18nOf(invoice, tag)
    const drawn = await printed(kind(i18n), i18n)
    expectFigures(drawn)
    expectHeadline(drawn)
    expect(outside(drawn.read)).toEqual([])
    const { structure } = drawn.read.pages[0]!
    expect(elements(structure, 'H1').map(({ text }) => text)).toEqual([drawn.printed.document.title])
    for (const row of elements(elements(structure, 'Table')[0]!, 'TR'))
      expect(row.children).toHaveLength(drawn.printed.table.heads.length)
  })
})

const textsOf = async (document: Printed, i18n: PrintI18n, role: string) =>
  elements((await printed(document, i18n)).read.pages[0]!.structure, role).map(({ text }) => text)

test('a credit note names its invoice, its reason, and what became of the money', async () => {
  const i18n = i18nOf(invoice, 'de')
  const document = printedCreditNote(creditNote, invoice, i18n)
  expect((await textsOf(document, i18n, 'P')).slice(1, 11)).toEqual([
    'Nummer der Korrektur',
    'KW-GS-0003',
    'Rechnungsdatum',
    '20. November 2026',
    'Zur Rechnung',
    'KW-0017',
    'Rechnung vom',
    '2. November 2026',
    'Grund',
    'Nicht wie vereinbart',
  ])
  const totals = document.document.totals.map(({ label, amountMinor }) => `${label} ${amountMinor}`)
  expect(totals.slice(-4)).toEqual([
    'Gesamtbetrag 53550',
    'Von der Rechnung abgezogen 30000',
    'Zurückgezahlt 20000',
    'Ihrem Guthaben zugefügt 3550',
  ])
})

test('a statement carries the balance from entry to entry, and ends with how old the debt is', async () => {
  const i18n = i18nOf(invoice, 'en')
  const { table, headline, document } = statementIn(statement(), i18n)
  expect(table.rows.map(({ text, small, figures }) => [text, ...small, ...figures.slice(1)].join(' | '))).toEqual([
    'Opening balance |  |  | 123.45',
    'Invoice · KW-0017 | 1,190.00 |  | 1,313.45',
    'Payment · KW-0017 | Receipt KW-0017-R1 |  | 1,190.00 | 123.45',
    'Refund · KW-0017 | The invoice stays paid. | 50.00 | 50.00 | 123.45',
    'Invoice · KW-0018 | 200.00 |  | 323.45',
    'Credit note · KW-GS-0003 |  | 25.00 | 298.45',
  ])
  expect(document.totals.map(({ label, amountMinor }) => [label, amountMinor])).toEqual([
    ['Debit', 144_000],
    ['Credit', -126_500],
    ['Closing balance', 29_845],
    ['Not yet due', 20_000],
    ['More than 90 days past due', 12_345],
    ['Credit not yet used', -2_500],
  ])
  expect(headline).toMatchObject({ label: 'Amount to pay', amount: '€298.45', tone: 'asks' })
})

test('a statement of what the merchant owes says so, and one that is even asks for nothing', () => {
  const i18n = i18nOf(invoice, 'en')
  const headlineOf = (openingMinor: number) => statementIn(statement([], openingMinor), i18n).headline
  expect(headlineOf(-500)).toMatchObject({ label: 'Your credit', amount: '€5.00', tone: 'settled' })
  expect(headlineOf(0)).toMatchObject({ amount: '€0.00', detail: 'Nothing to pay', tone: 'settled' })
})

test('a reminder is a letter: what was due when, what is missing, and how to pay it', async () => {
  const i18n = i18nOf(invoice, 'en')
  const reminder = printedReminder(invoice, day('2026-11-30'), { url: payUrl, transfer: null }, i18n)
  const texts = (await textsOf(reminder, i18n, 'P')).map(unmarked)
  for (const paragraph of reminder.letter) expect(texts).toContain(unmarked(paragraph))
  expect(reminder.letter[0]).toBe(
    'Invoice KW-0017 from Kranwerk Berlin GmbH was due on November 16, 2026. We have not yet received €668.13 of it.',
  )
  expect(reminder.letter).toHaveLength(3)
  expect(printedReminder(invoice, day('2026-11-30'), { url: null, transfer: null }, i18n).letter).toHaveLength(2)
})

test('a statement of hundreds of entries goes over pages with its head on each', async () => {
  const entries = Array.from(
    { length: 300 },
    (_, i): Listed => ['2026-11-02', 'invoice', `KW-${i}`, { debitMinor: 100 }],
  )
  const i18n = i18nOf(issued({ to: customers.layla }), 'ar')
  const drawn = await printed(statementIn(statement(entries), i18n), i18n)
  expect(drawn.read.pages.length).toBeGreaterThan(8)
  expect(outside(drawn.read)).toEqual([])
})

test('in the footer an Arabic date after a Latin name is read as a date', async () => {
  const i18n = i18nOf(invoice, 'ar')
  const { read } = await printed(statementIn(statement(), i18n), i18n)
  const footer = rowsOf(read.pages[0]!).at(-1)!.cells.at(-1)!.text
  // From left to right: the year, the letters of the month, the day.
  expect(footer).toMatch(/^Kranwerk Berlin GmbH.*2026\D+30$/u)
})
