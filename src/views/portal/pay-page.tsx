import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Currency } from '../../core/money/currencies.ts'
import type { Offers } from '../../core/payments/offers.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import { paths } from '../../paths.ts'
import { pageI18n, printI18n } from '../i18n.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { messageOf, type Notice } from '../pay/notice.ts'
import { NoticeBox } from '../pay/notice-box.tsx'
import { PayChoice } from '../pay/pay-form.tsx'
import { TransferDetails } from '../pay/transfer-details.tsx'
import { transferCode } from '../print/transfer-code.ts'
import type { Reader } from '../reader.ts'
import { contentInPlace } from './in-place.ts'
import type { SignedInProps } from './overview-page.tsx'

type PayProps = SignedInProps & {
  readonly reader: Reader
  readonly currency: Currency
  /** All that can be paid, oldest first, and the ids of those that are chosen. */
  readonly open: readonly IssuedInvoice[]
  readonly chosen: ReadonlySet<string>
  /** What is offered for the chosen ones; null where there is nothing, as for one alone, which is paid on its own page. */
  readonly offers: Offers | null
  /** To the merchant's own bank account, for all of the chosen ones; null where there is none. */
  readonly transfer: Transfer | null
  readonly provider: string | null
  readonly notice: Notice | null
}

/** Where several invoices are chosen and paid with one payment. Without a script the sum follows when it is asked for. */
export function PayPage({ reader, currency, open, chosen, offers, transfer, provider, notice, ...page }: PayProps) {
  const { account, i18n, nowMs } = page
  const { pay: words } = i18n.words
  const [oldest] = open
  const sumMinor = open
    .filter(({ id }) => chosen.has(id))
    .reduce((sum, invoice) => sum + amountRemainingMinor(invoice), 0)
  return (
    <PortalPage title={words.heading} place="overview" {...page}>
      {oldest && notice && (
        <NoticeBox kind={notice.kind} message={messageOf(notice, pageI18n(oldest, reader))} takesFocus />
      )}
      {!oldest ? (
        <p>{i18n.words.overview.nothing}</p>
      ) : (
        <form class="pay-many" method="post" action={paths.portalPayments(account.id)}>
          <fieldset class="chosen" hx-get={paths.portalPay(account.id)} hx-replace-url="true" {...contentInPlace}>
            <legend>{words.which}</legend>
            <input type="hidden" name="currency" value={currency} />
            <input type="hidden" name="chosen" value="yes" />
            {open.map(({ id, number, dueOn, overdueFrom, ...invoice }) => (
              <label>
                <input id={`pay-${id}`} type="checkbox" name="invoice[]" value={id} checked={chosen.has(id)} />
                <span>
                  <strong>
                    <bdi>{number}</bdi>
                  </strong>
                  <span class="hint">
                    {overdueFrom !== null && overdueFrom <= nowMs
                      ? i18n.words.state.overdue
                      : dueOn === null
                        ? i18n.words.noDueDay
                        : words.due({ day: i18n.day(dueOn) })}
                  </span>
                </span>
                <span class="number">
                  <bdi>{i18n.money(amountRemainingMinor(invoice as IssuedInvoice), currency)}</bdi>
                </span>
              </label>
            ))}
          </fieldset>
          <p class="sum">
            <span>{words.sum}</span>
            <strong role="status">
              <bdi>{i18n.money(sumMinor, currency)}</bdi>
            </strong>
            <button class="link-button" type="submit" formmethod="get" formaction={paths.portalPay(account.id)}>
              {words.update}
            </button>
          </p>
          {offers === null ? (
            <OneOrNone chosen={chosen} {...page} />
          ) : (
            <div class="pay-form">
              <PayChoice
                amountMinor={sumMinor}
                offers={offers}
                seller={i18n.name(account.name)}
                provider={provider}
                label={words.button({ amount: i18n.money(sumMinor, currency) })}
                declinedId={null}
                i18n={pageI18n(oldest, reader)}
              />
            </div>
          )}
          {oldest && transfer && (
            <TransferDetails
              transfer={transfer}
              isOnlyWay={offers === null}
              text={words.transferText({ seller: i18n.name(account.name) })}
              code={transferCode(transfer, currency, printI18n(oldest, reader))}
              i18n={pageI18n(oldest, reader)}
            />
          )}
        </form>
      )}
    </PortalPage>
  )
}

function OneOrNone({ chosen, account, i18n }: SignedInProps & Pick<PayProps, 'chosen'>) {
  const { pay: words } = i18n.words
  const [only] = chosen
  if (only === undefined) return <p>{words.none}</p>
  if (chosen.size > 1) return null
  return (
    <a class="button" href={paths.portalInvoice(account.id, only)}>
      {words.single}
    </a>
  )
}
