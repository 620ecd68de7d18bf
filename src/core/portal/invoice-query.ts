import { looksLikeId } from '../id.ts'

export const invoiceStates = ['all', 'open', 'overdue', 'paid', 'void'] as const
export const invoiceSorts = ['newest', 'oldest', 'due', 'amount'] as const

/** Which invoices a list shows, in which order, and from where on. */
export type InvoiceQuery = {
  readonly state: (typeof invoiceStates)[number]
  /** Of issue; null for all. */
  readonly year: string | null
  readonly text: string | null
  readonly sort: (typeof invoiceSorts)[number]
  /** The invoice before the first that is shown. */
  readonly after: string | null
}

export const invoicesOnPage = 20

/** Reads what a form or a link asks for. What makes no sense counts as not given: a list is shown in any case. */
export function readInvoiceQuery(given: (name: string) => string | undefined): InvoiceQuery {
  const [year, after] = [given('year') ?? '', given('after') ?? '']
  return {
    state: invoiceStates.find((state) => state === given('state')) ?? 'all',
    year: /^[0-9]{4}$/.test(year) ? year : null,
    text: searchText(given('q')),
    sort: invoiceSorts.find((sort) => sort === given('sort')) ?? 'newest',
    after: looksLikeId(after) ? after : null,
  }
}

/** What is searched for; null for nothing. */
export const searchText = (typed = ''): string | null => typed.trim().slice(0, 100) || null

/** The same as the query string of an address; the defaults are left out. */
export function queryString({ state, year, text, sort, after }: InvoiceQuery): string {
  const given = {
    state: state === 'all' ? null : state,
    year,
    q: text,
    sort: sort === 'newest' ? null : sort,
    after,
  }
  const entries = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== null)
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`
}
