import type { Customer } from '../../core/customers/customer.ts'
import type { BuyerDetail, Correction } from '../../core/invoices/correction.ts'
import { outdatedDetails } from '../../core/invoices/correction.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import type { Buyer } from '../../core/parties.ts'
import { buyerOf } from '../../core/parties-of.ts'
import { paths } from '../../paths.ts'
import { addressLines } from '../document/address-lines.ts'
import { taxIdLabel } from '../document/tax-id-label.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { Icon } from '../parts/icon.tsx'
import type { Locale } from '../words/locale.ts'
import { wordsFor } from '../words/words-for.ts'
import { Saved } from './form-notices.tsx'
import { changeInPlace } from './in-place.ts'
import type { SignedInProps } from './overview-page.tsx'

type CorrectionProps = SignedInProps & {
  readonly customer: Customer
  readonly invoice: IssuedInvoice
  readonly correction: Correction
  /** What has become of what the customer confirmed; null where they have not. */
  readonly outcome: 'sent' | 'changed' | 'tooMany' | 'refused' | null
}

/** What would change on an invoice that is made out to the customer as they are today, and the way to have it so. */
export function CorrectionPage({ customer, invoice, correction, outcome, ...page }: CorrectionProps) {
  const { account, i18n } = page
  const { correction: words } = i18n.words
  return (
    <PortalPage title={words.heading({ number: i18n.name(invoice.number) })} place="invoices" {...page}>
      {outcome === 'sent' && <Saved text={words.sent} />}
      {outcome !== null && outcome !== 'sent' && (
        <p class="notice" data-tone="bad" role="alert" tabIndex={-1} autofocus>
          <Icon name="alert" />
          {words.notice[outcome]}
        </p>
      )}
      {correction.kind === 'none' ? (
        <Nothing why={correction.why} invoice={invoice} {...page} />
      ) : (
        <>
          <Changes customer={customer} invoice={invoice} {...page} />
          {outcome !== 'sent' && (
            <form class="form" method="post" action={paths.portalCorrection(account.id)} {...changeInPlace}>
              <input type="hidden" name="invoice" value={invoice.id} />
              <input type="hidden" name="version" value={customer.version} />
              <input type="hidden" name="kind" value={correction.kind} />
              <p>
                {correction.kind === 'at_once'
                  ? words.atOnce
                  : words.asked[correction.why]({ seller: i18n.name(account.name) })}
              </p>
              <button class="button" type="submit">
                {correction.kind === 'at_once' ? words.issue : words.ask}
              </button>
            </form>
          )}
        </>
      )}
    </PortalPage>
  )
}

type NothingProps = SignedInProps & {
  readonly why: Extract<Correction, { kind: 'none' }>['why']
  readonly invoice: IssuedInvoice
}

/** Why nothing is corrected, and where to go from here. */
function Nothing({ why, invoice, account, configuration, i18n }: NothingProps) {
  const { correction: words } = i18n.words
  const newer = invoice.status === 'void' ? invoice.replacedBy : undefined
  return (
    <>
      <p role="status">{words.none[why]}</p>
      <p>
        {newer ? (
          <a class="button" href={paths.portalInvoice(account.id, newer.id)}>
            {words.newer({ number: i18n.name(newer.number) })}
          </a>
        ) : why === 'unchanged' && configuration.customerUpdate ? (
          <a href={paths.portalDetails(account.id)}>{words.change}</a>
        ) : (
          <a href={`${paths.portalQuestions(account.id)}?${new URLSearchParams({ invoice: invoice.id })}`}>
            {words.write({ seller: i18n.name(account.name) })}
          </a>
        )}
      </p>
    </>
  )
}

type ChangesProps = SignedInProps & { readonly customer: Customer; readonly invoice: IssuedInvoice }

/** The details that differ, as they are on the invoice and as they would be. */
function Changes({ customer, invoice, i18n }: ChangesProps) {
  const { correction: words } = i18n.words
  const now = buyerOf(customer)
  return (
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">{words.detail}</th>
          <th scope="col">{words.before}</th>
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        {outdatedDetails(invoice.buyer, customer).map((detail) => (
          <tr>
            <th scope="row">{words.details[detail]}</th>
            <td data-label={words.before}>
              <Lines lines={linesOf(detail, invoice.buyer, i18n.locale)} nothing={words.nothing} />
            </td>
            <td data-label={words.after}>
              <Lines lines={linesOf(detail, now, i18n.locale)} nothing={words.nothing} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Lines = ({ lines, nothing }: { readonly lines: readonly string[]; readonly nothing: string }) => (
  <span>
    {lines.length === 0
      ? nothing
      : lines.map((line, nth) => (
          <>
            {nth > 0 && <br />}
            <bdi>{line}</bdi>
          </>
        ))}
  </span>
)

/** A detail as an invoice has it, one line for each line of an address and each tax number. */
export function linesOf(detail: BuyerDetail, { name, address, taxIds, shipping, reference }: Buyer, locale: Locale) {
  const shown: Readonly<Record<BuyerDetail, readonly (string | null | undefined)[]>> = {
    name: [name],
    address: address ? addressLines(address, locale.tag) : [],
    taxIds: taxIds.map(({ type, value }) => `${taxIdLabel(type, wordsFor(locale, 'invoice'))} ${value}`),
    shipping: shipping ? [shipping.name, ...addressLines(shipping.address, locale.tag)] : [],
    reference: [reference],
  }
  return shown[detail].filter((line): line is string => !!line)
}
