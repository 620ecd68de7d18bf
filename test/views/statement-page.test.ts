import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import type { Day } from '../../src/core/calendar/day.ts'
import { Statement, type StatementProps } from '../../src/views/portal/statement-page.tsx'
import { invoicesCsv } from '../../src/views/statement/invoices-csv.ts'
import { statementCsv } from '../../src/views/statement/statement-csv.ts'
import { chooseLocale, languages } from '../../src/views/words/locale.ts'
import { wordsFor } from '../../src/views/words/words-for.ts'
import { kranwerk } from '../world/cast.ts'
import { issued } from '../world/invoices.ts'
import { everyStanding } from '../world/standings.ts'
import { accountStatement } from './account-statement.ts'

const seller = issued({}).seller
const readerOf = (tag: string) => ({ locale: chooseLocale([tag], null, 'en'), timeZone: kranwerk.timeZone })

const html = (changes: Partial<StatementProps> = {}, tag = 'en') =>
  render(
    h(Statement, {
      asked: { from: '2026-11-01', to: '2026-11-30' },
      found: [accountStatement()],
      seller,
      reader: readerOf(tag),
      today: '2026-11-30' as Day,
      paths: {
        page: '/p/acct_1/statement',
        pdf: '/p/acct_1/statement.pdf',
        csv: '/p/acct_1/statement.csv',
        pay: (currency, until) => `/p/acct_1/pay?currency=${currency}&until=${until}`,
      },
      ...changes,
    }),
  )

/** The text of each cell of each row. */
const cellsOf = (page: string) =>
  [...page.matchAll(/<tr.*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<t[dh][^>]*?(?:\/>|>(.*?)<\/t[dh]>)/gs)].map(([, cell = '']) =>
      cell.replace(/<[^>]+>/g, ' ').trim(),
    ),
  )

test('the table lists each entry with its document and the balance after it', () => {
  const rows = cellsOf(html())
  expect(rows).toHaveLength(8)
  expect(rows[1]).toEqual(['November 1, 2026', 'Opening balance', '', '', '', '123.45'])
  expect(rows[3]!.map((cell) => cell.replace(/ +/g, ' '))).toEqual([
    'November 9, 2026',
    'Payment Receipt KW-0017-R1',
    'KW-0017',
    '',
    '1,190.00',
    '123.45',
  ])
  expect(rows[4]!.slice(1)).toEqual(['Refund The invoice stays paid.', 'KW-0017', '50.00', '50.00', '123.45'])
  expect(rows.at(-1)).toEqual(['November 30, 2026', 'Closing balance', '', '1,440.00', '1,265.00', '298.45'])
})

test('one link leads to paying what is open at its end, where something is', () => {
  const pay = '/p/acct_1/pay?currency=eur&amp;until=2026-11-30'
  expect(html()).toContain(`<a class="button" href="${pay}">Pay what is open</a>`)
  const paid = { ageing: { not_due: 0, days_1_30: 0, days_31_60: 0, days_61_90: 0, over_90_days: 0 } }
  expect(html({ found: [accountStatement([], -5_000, paid)] })).not.toContain(pay)
})

test('the range is a form that needs no script, and the files are of the same days', () => {
  const page = html()
  expect(page).toContain('<form class="range-form" action="/p/acct_1/statement" ')
  expect(page).toMatch(/<input id="range-from" type="date" name="from" value="2026-11-01" required/)
  expect(page).toContain('/p/acct_1/statement.pdf?from=2026-11-01&amp;to=2026-11-30&amp;currency=eur')
  expect(page).toContain('/p/acct_1/statement?from=2025-01-01&amp;to=2025-12-31')
  expect(html({ asked: { from: '2025-01-01', to: '2025-12-31' } })).toMatch(/to=2025-12-31" aria-current/)
  expect(page).not.toMatch(/<script| style=| on\w+=/)
})

test('a range that is refused is shown as it was entered, with what to change', () => {
  const page = html({ asked: { from: '2026-12-01', to: '"><script>' }, found: 'range_reversed' })
  expect(page).toMatch(/role="alert".*The last day is before the first/s)
  expect(page).toContain('value="2026-12-01"')
  expect(page).toContain('aria-describedby="range-problem"')
  expect(page).not.toContain('<script>')
  expect(page).not.toContain('<table')
})

test('a period without entries says what will be here, and each currency has its own table', () => {
  expect(html({ found: [] })).toContain('Nothing was billed or paid in this period.')
  const both = html({ found: [accountStatement(), accountStatement([], 700, { currency: 'usd' })] })
  expect(both.match(/<table/g)).toHaveLength(2)
  expect(both).toContain('$7.00')
})

test.each(languages)('in %s it says what is owed by age, and credit as what it is', (language) => {
  const page = html({ found: [accountStatement(), accountStatement([], -700, { currency: 'usd' })] }, language)
  const { bands, creditLeft } = wordsFor({ language }, 'statement').ageing
  for (const text of [bands.not_due, bands.over_90_days, creditLeft]) expect(page).toContain(text)
  expect(page).not.toMatch(/undefined|NaN|\[object/)
})

test('the CSV of a statement begins with the opening balance and ends with the closing one, in each currency', () => {
  const text = statementCsv(
    [accountStatement(), accountStatement([], -700, { currency: 'jpy' })],
    seller,
    readerOf('de'),
  )
  expect(text.slice(1).split('\r\n')).toEqual([
    'Datum,Text,Rechnungsnummer,Belegnummer,Währung,Soll,Haben,Saldo',
    '2026-11-01,Anfangssaldo,,,EUR,,,123.45',
    '2026-11-02,Rechnung,KW-0017,,EUR,1190.00,,1313.45',
    '2026-11-09,Zahlung,KW-0017,KW-0017-R1,EUR,,1190.00,123.45',
    '2026-11-10,Rückzahlung,KW-0017,,EUR,50.00,50.00,123.45',
    '2026-11-12,Rechnung,KW-0018,,EUR,200.00,,323.45',
    '2026-11-20,Rechnungskorrektur,KW-GS-0003,,EUR,,25.00,298.45',
    '2026-11-30,Endsaldo,,,EUR,,,298.45',
    '2026-11-01,Anfangssaldo,,,JPY,,,-700',
    '2026-11-30,Endsaldo,,,JPY,,,-700',
    '',
  ])
})

test('the CSV of invoices says of each what it came to, what was paid and what remains', () => {
  const all = everyStanding({ balanceMinor: -19_000 })
  const row = (name: keyof typeof all) =>
    invoicesCsv([all[name].invoice], readerOf('en').locale, all[name].now).split('\r\n')[1]
  expect(invoicesCsv([], readerOf('en').locale, 0)).toBe(
    '\ufeffInvoice number,Issued,Due,Status,Currency,Total,Paid,Still to pay\r\n',
  )
  const about = 'KW-0017,2026-11-02,2026-11-16'
  expect(['open', 'past_due', 'part_paid', 'paid', 'void', 'uncollectible'].map((name) => row(name as 'open'))).toEqual(
    [
      `${about},Open,EUR,1190.00,190.00,1000.00`,
      `${about},Past due,EUR,1190.00,190.00,1000.00`,
      `${about},Partly paid,EUR,1190.00,690.00,500.00`,
      `${about},Paid,EUR,1190.00,1190.00,0.00`,
      `${about},Cancelled,EUR,1190.00,0.00,0.00`,
      `${about},Unpaid,EUR,1190.00,190.00,1000.00`,
    ],
  )
})

test('an invoice whose number looks like a formula does not become one', () => {
  const text = invoicesCsv([issued({ number: '=1+1' })], readerOf('en').locale, 0)
  expect(text.split('\r\n')[1]).toMatch(/^'=1\+1,/)
})
