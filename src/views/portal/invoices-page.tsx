import {
  type InvoiceQuery,
  invoiceSorts,
  invoiceStates,
  invoicesOnPage,
  queryString,
} from '../../core/portal/invoice-query.ts'
import type { InvoiceRow } from '../../core/portal/invoice-row.ts'
import { paths } from '../../paths.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { Icon } from '../parts/icon.tsx'
import { inPlace } from './in-place.ts'
import { InvoiceRows } from './invoice-rows.tsx'
import type { SignedInProps } from './overview-page.tsx'

type InvoicesProps = SignedInProps & {
  readonly query: InvoiceQuery
  /** One more than are shown where there are more. */
  readonly rows: readonly InvoiceRow[]
  /** How many there are on all pages. */
  readonly found: number
  /** In which invoices were issued, newest first. */
  readonly years: readonly string[]
}

/** All invoices of a customer: filtered, searched, sorted and paged in the address, so that nothing is lost on the way back. */
export function InvoicesPage({ query, rows, found, years, nowMs, ...page }: InvoicesProps) {
  const { account, i18n } = page
  const { places, invoices: words } = i18n.words
  const list = paths.portalInvoices(account.id)
  const shown = rows.slice(0, invoicesOnPage)
  const isFiltered = query.state !== 'all' || query.year !== null || query.text !== null
  const last = shown.at(-1)
  return (
    <PortalPage title={places.invoices} place="invoices" {...page}>
      {years.length > 0 && (
        <search>
          <form class="filters" action={list} {...inPlace} hx-sync="replace" hx-trigger="submit, change target:select">
            <label>
              <span class="label">{words.search}</span>
              <input
                id="filter-q"
                name="q"
                type="search"
                maxlength={100}
                value={query.text ?? ''}
                placeholder={words.searchHint}
              />
            </label>
            <Select name="state" label={words.state} value={query.state} options={words.states} of={invoiceStates} />
            <label>
              <span class="label">{words.year}</span>
              <select id="filter-year" name="year">
                <option value="">{words.allYears}</option>
                {years.map((year) => (
                  <option value={year} selected={year === query.year}>
                    {year}
                  </option>
                ))}
              </select>
            </label>
            <Select name="sort" label={words.sort} value={query.sort} options={words.sorts} of={invoiceSorts} />
            <button id="filter-show" class="button" data-quiet type="submit">
              {words.show}
            </button>
          </form>
        </search>
      )}
      {shown.length === 0 ? (
        <p class="empty">
          <span role="status">{isFiltered ? words.noneFound : words.none}</span>{' '}
          {isFiltered && (
            <a href={list} {...inPlace}>
              {words.showAll}
            </a>
          )}
        </p>
      ) : (
        <>
          {/* Whoever goes on to the next page is led to where it begins. */}
          <p class="found" role="status" tabIndex={-1} autofocus={query.after !== null}>
            {words.found({ invoices: i18n.count(found) })}
          </p>
          <InvoiceRows accountId={account.id} rows={shown} caption={places.invoices} nowMs={nowMs} i18n={i18n} />
        </>
      )}
      {query.year !== null && shown.length > 0 && (
        <ul class="downloads">
          <Download href={paths.portalYearCsv(account.id, query.year)} text={words.list({ year: query.year })} />
          <Download href={paths.portalYearZip(account.id, query.year)} text={words.documents({ year: query.year })} />
        </ul>
      )}
      <nav class="pages" aria-label={words.pages}>
        {query.after !== null && (
          <a href={list + queryString({ ...query, after: null })} {...inPlace}>
            {words.first}
          </a>
        )}
        {last && rows.length > shown.length && (
          <a href={list + queryString({ ...query, after: last.id })} rel="next" {...inPlace}>
            {words.next}
          </a>
        )}
      </nav>
    </PortalPage>
  )
}

const Download = ({ href, text }: { readonly href: string; readonly text: string }) => (
  <li>
    <a href={href} download>
      <Icon name="download" />
      {text}
    </a>
  </li>
)

type SelectProps<T extends string> = {
  readonly name: string
  readonly label: string
  readonly value: T
  readonly of: readonly T[]
  readonly options: Readonly<Record<T, string>>
}

const Select = <T extends string>({ name, label, value, of, options }: SelectProps<T>) => (
  <label>
    <span class="label">{label}</span>
    <select id={`filter-${name}`} name={name}>
      {of.map((one) => (
        <option value={one} selected={one === value}>
          {options[one]}
        </option>
      ))}
    </select>
  </label>
)
