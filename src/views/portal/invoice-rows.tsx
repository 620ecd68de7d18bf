import type { InvoiceRow } from '../../core/portal/invoice-row.ts'
import { paths } from '../../paths.ts'
import type { PortalI18n } from '../i18n.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import type { PortalWords } from '../words/catalogue.ts'

type State = keyof PortalWords['state']

/** How an invoice stands for whoever has to pay it. */
function stateOf({ status, overdueFrom, isProcessing, remainingMinor, totalMinor }: InvoiceRow, nowMs: number): State {
  if (status === 'paid' || status === 'void') return status
  if (isProcessing) return 'processing'
  if (overdueFrom !== null && overdueFrom <= nowMs) return 'overdue'
  return remainingMinor < totalMinor ? 'part_paid' : 'open'
}

const looks: Readonly<Record<State, { readonly icon: IconName; readonly tone: string }>> = {
  open: { icon: 'clock', tone: 'plain' },
  part_paid: { icon: 'half', tone: 'plain' },
  overdue: { icon: 'alert', tone: 'bad' },
  processing: { icon: 'onItsWay', tone: 'wait' },
  paid: { icon: 'check', tone: 'good' },
  void: { icon: 'cancelled', tone: 'plain' },
}

type RowsProps = {
  readonly accountId: string
  readonly rows: readonly InvoiceRow[]
  readonly caption: string
  readonly nowMs: number
  readonly i18n: PortalI18n
}

/** Invoices as a table, which on a phone is a list of cards. */
export function InvoiceRows({ accountId, rows, caption, nowMs, i18n }: RowsProps) {
  const { words, money, day, name } = i18n
  const { column } = words
  return (
    <table class="rows">
      <caption class="visually-hidden">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{column.number}</th>
          <th scope="col">{column.state}</th>
          <th scope="col">{column.issued}</th>
          <th scope="col">{column.due}</th>
          <th scope="col" class="number">
            {column.amount}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const state = stateOf(row, nowMs)
          const isPart = row.remainingMinor > 0 && row.remainingMinor < row.totalMinor && row.status !== 'void'
          return (
            <tr>
              <th scope="row">
                <a href={paths.portalInvoice(accountId, row.id)}>
                  <bdi>{row.number}</bdi>
                </a>
              </th>
              <td>
                <span class="state" data-tone={looks[state].tone}>
                  <Icon name={looks[state].icon} />
                  {row.replacedBy ? (
                    <a href={paths.portalInvoice(accountId, row.replacedBy.id)}>
                      {words.replacedBy({ number: name(row.replacedBy.number) })}
                    </a>
                  ) : (
                    words.state[state]
                  )}
                </span>
                {row.isOutdated && (
                  <span class="hint">
                    <a href={paths.portalCorrectionOf(accountId, row.id)}>{words.correction.link}</a>
                  </span>
                )}
              </td>
              <td data-label={column.issued}>{day(row.issuedOn)}</td>
              <td data-label={column.due}>
                {row.dueOn === null ? words.noDueDay : day(row.dueOn)}
                {row.promisedFor !== null && row.status === 'open' && (
                  <span class="hint">{words.promisedFor({ day: day(row.promisedFor) })}</span>
                )}
              </td>
              <td class="number">
                <bdi>{money(row.totalMinor, row.currency)}</bdi>
                {isPart && (
                  <span class="hint">
                    {words.stillToPay({ amount: name(money(row.remainingMinor, row.currency)) })}
                  </span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
