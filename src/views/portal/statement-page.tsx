import type { ComponentChildren } from 'preact'
import type { Day } from '../../core/calendar/day.ts'
import { presetRange, rangePresets } from '../../core/calendar/day-range.ts'
import type { Seller } from '../../core/parties.ts'
import { ageBands } from '../../core/statements/ageing.ts'
import {
  type Statement as AccountStatement,
  isPayable,
  type RangeRefusal,
  type StatementEntry,
} from '../../core/statements/statement.ts'
import { type StatementI18n, statementI18n } from '../i18n.ts'
import { Icon } from '../parts/icon.tsx'
import type { Reader } from '../reader.ts'
import { entryText } from '../statement/entry-text.ts'
import type { StatementWords } from '../words/catalogue.ts'
import { wordsFor } from '../words/words-for.ts'
import { inPlace } from './in-place.ts'

/** Where the page and its files are, without the query that names the range. */
export type StatementPaths = { readonly page: string; readonly pdf: string; readonly csv: string } & {
  /** Where all that is open at the end of a day is paid. */
  readonly pay: (currency: string, until: Day) => string
}

/** What was asked for, as it was entered, and what came of it: one statement for each currency, or why there is none. */
export type StatementProps = {
  readonly asked: { readonly from: string; readonly to: string }
  readonly found: readonly AccountStatement[] | RangeRefusal
  readonly seller: Seller
  readonly reader: Reader
  readonly today: Day
  readonly paths: StatementPaths
}

/** A customer's statement of account, with the choice of its range. */
export function Statement({ asked, found, seller, reader, today, paths }: StatementProps) {
  const words = wordsFor(reader.locale, 'statement')
  const statements = typeof found === 'string' ? [] : found
  return (
    <section class="account-statement">
      <RangeForm asked={asked} refusal={typeof found === 'string' ? found : null} paths={paths} words={words} />
      <Presets today={today} asked={asked} paths={paths} words={words} />
      {typeof found !== 'string' && found.length === 0 && <Nothing words={words} />}
      {statements.map((statement) => (
        <InCurrency
          statement={statement}
          i18n={statementI18n({ currency: statement.currency, seller }, reader)}
          paths={paths}
        />
      ))}
    </section>
  )
}

const query = (path: string, { from, to }: { readonly from: string; readonly to: string }, currency?: string): string =>
  `${path}?${new URLSearchParams({ from, to, ...(currency && { currency }) })}`

type RangeFormProps = Pick<StatementProps, 'asked' | 'paths'> & {
  readonly refusal: RangeRefusal | null
  readonly words: StatementWords
}

function RangeForm({ asked, refusal, paths, words }: RangeFormProps) {
  const { range } = words
  const problem = refusal && words.refused[refusal]
  const described = problem === null ? {} : ({ 'aria-describedby': 'range-problem', 'aria-invalid': true } as const)
  return (
    <form class="range-form" action={paths.page} {...inPlace}>
      {problem !== null && (
        <p class="range-problem" id="range-problem" role="alert">
          <Icon name="alert" />
          {problem}
        </p>
      )}
      <div>
        <label for="range-from">{range.from}</label>
        <input id="range-from" type="date" name="from" value={asked.from} required {...described} />
      </div>
      <div>
        <label for="range-to">{range.to}</label>
        <input id="range-to" type="date" name="to" value={asked.to} required {...described} />
      </div>
      <button class="button" type="submit">
        {range.show}
      </button>
    </form>
  )
}

type PresetsProps = Pick<StatementProps, 'asked' | 'paths' | 'today'> & { readonly words: StatementWords }

const Presets = ({ today, asked, paths, words: { range } }: PresetsProps) => (
  <ul class="range-presets" aria-label={range.presetsLabel}>
    {rangePresets.map((preset) => {
      const days = presetRange(preset, today)
      const isCurrent = days.from === asked.from && days.to === asked.to
      return (
        <li>
          <a href={query(paths.page, days)} aria-current={isCurrent || undefined} {...inPlace}>
            {range.presets[preset]}
          </a>
        </li>
      )
    })}
  </ul>
)

const Nothing = ({ words: { empty } }: { readonly words: StatementWords }) => (
  <div class="statement-empty">
    <p>{empty.what}</p>
    <p class="hint">{empty.next}</p>
  </div>
)

type InCurrencyProps = {
  readonly statement: AccountStatement
  readonly i18n: StatementI18n
  readonly paths: StatementPaths
}

function InCurrency({ statement, i18n, paths }: InCurrencyProps) {
  const { words } = i18n
  const { currency } = statement
  return (
    <section class="in-currency" aria-labelledby={`balance-${currency}`}>
      <Balance statement={statement} i18n={i18n} />
      <Entries statement={statement} i18n={i18n} />
      <Aged statement={statement} i18n={i18n} />
      {isPayable(statement) && (
        <p>
          <a class="button" href={paths.pay(currency, statement.to)}>
            {words.statement.payOpen}
          </a>
        </p>
      )}
      <ul class="statement-files">
        <li>
          <a class="button" data-quiet href={query(paths.pdf, statement, currency)}>
            <Icon name="download" />
            {words.statement.downloadPdf}
          </a>
        </li>
        <li>
          <a class="button" data-quiet href={query(paths.csv, statement)}>
            <Icon name="download" />
            {words.statement.downloadCsv}
          </a>
        </li>
      </ul>
    </section>
  )
}

type PartProps = { readonly statement: AccountStatement; readonly i18n: StatementI18n }

/** What it comes to, as the largest text. */
function Balance({ statement: { currency, closingMinor, from, to }, i18n }: PartProps) {
  const { toPay, yourCredit, even } = i18n.words.statement
  const label = closingMinor > 0 ? toPay : closingMinor < 0 ? yourCredit : even
  return (
    <header class="statement-balance">
      <h2 id={`balance-${currency}`}>
        <span class="label">{label}</span> <strong>{i18n.money(Math.abs(closingMinor))}</strong>
      </h2>
      <p class="hint">{i18n.words.document.period({ from: i18n.day(from), to: i18n.day(to) })}</p>
    </header>
  )
}

/** Spelled out, because some browsers forget that a table is one when a phone stacks its cells. */
const roles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

function Entries({ statement, i18n }: PartProps) {
  const { words, figure, day } = i18n
  const { date, text, reference, debit, credit, balance, openingBalance, closingBalance } = words.statement
  const { currency, from, to, entries, openingMinor, debitMinor, creditMinor, closingMinor } = statement
  return (
    <table class="entries" {...roles.table}>
      <caption>{words.statement.title}</caption>
      <thead {...roles.rowgroup}>
        <tr {...roles.row}>
          {[date, text, reference].map((head) => (
            <th {...roles.columnheader} scope="col">
              {head}
            </th>
          ))}
          {[debit, credit].map((head) => (
            <th {...roles.columnheader} scope="col" class="number">
              {head}
            </th>
          ))}
          <th {...roles.columnheader} scope="col" class="number">
            {balance} <bdi>{currency.toUpperCase()}</bdi>
          </th>
        </tr>
      </thead>
      <tbody {...roles.rowgroup}>
        <Row
          on={day(from)}
          text={openingBalance}
          amounts={['', '', figure(openingMinor)]}
          words={words.statement}
          isBalance
        />
        {entries.map((entry) => (
          <EntryRow entry={entry} i18n={i18n} />
        ))}
        <Row
          on={day(to)}
          text={closingBalance}
          amounts={[figure(debitMinor), figure(creditMinor), figure(closingMinor)]}
          words={words.statement}
          isBalance
        />
      </tbody>
    </table>
  )
}

type RowProps = {
  readonly on: string
  readonly text: ComponentChildren
  readonly reference?: string | null
  readonly amounts: readonly [debit: string, credit: string, balance: string]
  readonly words: StatementWords
  readonly isBalance?: boolean
}

/** A phone shows no heads, so that each amount has its name with it. */
const Row = ({ on, text, reference, amounts: [debit, credit, balance], words, isBalance }: RowProps) => (
  <tr {...roles.row} data-balance={isBalance}>
    <td {...roles.cell} class="on">
      {on}
    </td>
    <td {...roles.cell} class="what">
      {text}
    </td>
    <td {...roles.cell} class="reference">
      <bdi>{reference}</bdi>
    </td>
    <td {...roles.cell} class="number debit" data-label={words.debit}>
      {debit}
    </td>
    <td {...roles.cell} class="number credit" data-label={words.credit}>
      {credit}
    </td>
    <td {...roles.cell} class="number balance" data-label={words.balance}>
      {balance}
    </td>
  </tr>
)

function EntryRow({ entry, i18n }: { readonly entry: StatementEntry; readonly i18n: StatementI18n }) {
  const { title, reference, details } = entryText(entry, i18n)
  const { on, debitMinor, creditMinor, balanceMinor } = entry
  const amount = (minor: number) => (minor === 0 ? '' : i18n.figure(minor))
  return (
    <Row
      on={i18n.day(on)}
      text={[title, ...details.map((detail) => <span class="detail">{detail}</span>)]}
      reference={reference}
      amounts={[amount(debitMinor), amount(creditMinor), i18n.figure(balanceMinor)]}
      words={i18n.words.statement}
    />
  )
}

/** How old the debt is, and what credit is taken off it: together the closing balance. */
function Aged({ statement: { ageing, creditLeftMinor, closingMinor, to }, i18n }: PartProps) {
  const { words, money, day } = i18n
  const { bands, creditLeft, heading } = words.statement.ageing
  const rows = [
    ...ageBands.map((band) => ({ label: bands[band], amountMinor: ageing[band] })),
    { label: creditLeft, amountMinor: creditLeftMinor },
  ].filter(({ amountMinor }) => amountMinor !== 0)
  if (rows.length === 0) return null
  return (
    <section class="aged">
      <h3>{heading({ date: day(to) })}</h3>
      <dl>
        {rows.map(({ label, amountMinor }) => (
          <div>
            <dt>{label}</dt>
            <dd class="number">{money(amountMinor)}</dd>
          </div>
        ))}
        <div data-total>
          <dt>{words.statement.closingBalance}</dt>
          <dd class="number">{money(closingMinor)}</dd>
        </div>
      </dl>
    </section>
  )
}
