import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { allWentBack } from '../../core/payments/money-back.ts'
import { isUnderway } from '../../core/payments/offers.ts'
import { paths } from '../../paths.ts'
import type { Assets } from '../assets.ts'
import { invoiceDocument } from '../document/invoice-document.ts'
import { type PageI18n, pageI18n } from '../i18n.ts'
import { PayPage } from '../layouts/pay-page.tsx'
import { Sender } from '../parts/sender.tsx'
import { amountOnItsWayMinor } from './amount-on-its-way.ts'
import { billedAmountMinor } from './billed-amount.ts'
import { Contact } from './contact.tsx'
import { DocumentArticle } from './document-article.tsx'
import { type Original, Replaces } from './other-versions.tsx'
import { PayPanel, type PayPanelProps } from './pay-panel.tsx'

export type InvoicePageProps = PayPanelProps & {
  readonly nonce: string
  readonly assets: Assets
  /** Whether the customer can sign in to the portal. */
  readonly hasSignInPage: boolean
  /** What it replaced; null unless it is a revision. */
  readonly original?: Original | null
}

/** The page behind the link: the merchant, the amount and its due day, how to pay, then the document, then help. */
export function InvoicePage(props: InvoicePageProps) {
  const { account, invoice, transfer, place, reader, nonce, assets, notice, original } = props
  const i18n = pageI18n(invoice, reader)
  const title = titleOf(invoice, i18n)
  return (
    <PayPage
      account={account}
      title={notice?.kind === 'problem' ? i18n.words.title.problem({ title }) : title}
      place={place}
      locale={reader.locale}
      nonce={nonce}
      assets={assets}
    >
      <main class="sheet">
        <div class="slip">
          <div class="slip-content">
            <Sender account={account} seller={invoice.seller}>
              <h1 class="sender-number">{i18n.words.pay.invoice({ number: i18n.name(invoice.number) })}</h1>
            </Sender>
            {original && <Replaces original={original} invoice={invoice} i18n={i18n} />}
            <PayPanel {...props} />
            <button class="print-button" type="button" data-print hidden>
              {i18n.words.pay.print}
            </button>
          </div>
        </div>
        <DocumentArticle document={invoiceDocument(invoice, transfer, i18n)} i18n={i18n} />
        <Help {...props} i18n={i18n} />
      </main>
    </PayPage>
  )
}

/** Which amount the title of each kind names, in minor units. */
const amountOf = {
  toPay: amountRemainingMinor,
  processing: amountOnItsWayMinor,
  paid: billedAmountMinor,
  refunded: billedAmountMinor,
  reversed: billedAmountMinor,
  void: billedAmountMinor,
}

function titleOf(invoice: IssuedInvoice, { words, money, name }: PageI18n): string {
  const isSettled = invoice.status === 'paid' || invoice.status === 'void'
  const wentBack = invoice.status === 'paid' ? allWentBack(invoice) : null
  const kind = wentBack ?? (isSettled ? invoice.status : isUnderway(invoice) ? 'processing' : 'toPay')
  return words.title[kind]({
    amount: money(amountOf[kind](invoice)),
    number: name(invoice.number),
    seller: name(invoice.seller.name),
  })
}

/** The link to hand on, since the address bar does not carry it. */
const Share = ({ url, words }: { readonly url: string; readonly words: PageI18n['words']['share'] }) => (
  <div class="share">
    <label>
      <span>{words.title}</span>
      <input type="url" value={url} dir="ltr" readOnly />
    </label>
    <p class="hint">{words.text}</p>
  </div>
)

type HelpProps = Pick<InvoicePageProps, 'account' | 'invoice' | 'url' | 'hasSignInPage'> & { readonly i18n: PageI18n }

function Help({ account, invoice, url, hasSignInPage, i18n }: HelpProps) {
  const { words } = i18n
  const seller = i18n.name(account.name)
  const isSettled = invoice.status === 'paid' || invoice.status === 'void'
  return (
    <section class="help" aria-labelledby="help-heading">
      <h2 id="help-heading">{words.help.heading}</h2>
      <p>{isSettled ? words.help.textSettled({ seller }) : words.help.text({ seller })}</p>
      <Contact account={account} invoice={invoice} i18n={i18n} />
      {!isSettled && <p class="hint">{words.help.genuine({ seller })}</p>}
      {hasSignInPage && <a href={paths.portalLogin(account.id)}>{words.help.all({ seller })}</a>}
      <Share url={url} words={words.share} />
    </section>
  )
}
