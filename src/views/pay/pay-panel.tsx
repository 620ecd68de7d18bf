import type { Account } from '../../core/accounts/account.ts'
import { amountRemainingMinor } from '../../core/invoices/amounts.ts'
import type { IssuedInvoice } from '../../core/invoices/invoice.ts'
import { chargeableMinor, chargeLimits } from '../../core/payments/chargeable.ts'
import { moneyBackOf } from '../../core/payments/money-back.ts'
import type { Offers } from '../../core/payments/offers.ts'
import { offeredParts, offersForPart } from '../../core/payments/part.ts'
import { chargedMinor, isToBeConfirmed, isTroubled } from '../../core/payments/payment.ts'
import type { Transfer } from '../../core/payments/transfer.ts'
import { paths } from '../../paths.ts'
import { type PageI18n, pageI18n } from '../i18n.ts'
import { methodName } from '../parts/method-name.ts'
import type { Reader } from '../reader.ts'
import { AmountDue } from './amount-due.tsx'
import { CarryOn } from './carry-on.tsx'
import { Downloads } from './downloads.tsx'
import { lastTry } from './last-try.ts'
import { NotOnline } from './not-online.tsx'
import { messageOf, type Notice } from './notice.ts'
import { NoticeBox } from './notice-box.tsx'
import { ReplacedBy } from './other-versions.tsx'
import { PaperLink } from './paper-link.tsx'
import { type AskedPart, ChosenPart, PartForm } from './part-form.tsx'
import { PayForm } from './pay-form.tsx'
import { Settled } from './settled.tsx'
import { canPay, type Situation, secondsToNextLook, situationOf } from './situation.ts'
import { Statement } from './statement.tsx'
import { TransferDetails } from './transfer-details.tsx'

export type PayPanelProps = {
  readonly account: Account
  readonly invoice: IssuedInvoice
  readonly offers: Offers
  readonly transfer: Transfer | null
  /** False once nothing can be paid online any more, whatever the amount. */
  readonly isOnline?: boolean
  /** The name by which customers know the provider of online payments; null if there is none. */
  readonly provider: string | null
  /** What stands for the link in the addresses of this page: its token, or the invoice's id. */
  readonly place: string
  /** Whether this page leads on to what replaced the invoice. */
  readonly leadsOn?: boolean
  /** The link to this page, absolute. */
  readonly url: string
  /** Ms since 1970. */
  readonly now: number
  readonly reader: Reader
  readonly notice: Notice | null
  /** The part that the payer asked to pay; null for all. */
  readonly part?: AskedPart | null
  /** How often the panel has already polled: the `looks` parameter of its own request. */
  readonly looks?: number
}

/** Amount, state and the one thing to do about them. Drawn alone, it replaces itself in the page. */
export function PayPanel(props: PayPanelProps) {
  const { invoice, offers, place, url, now, reader, notice, looks = 0 } = props
  const i18n = pageI18n(invoice, reader)
  const situation = situationOf(invoice, offers, now)
  const seconds = secondsToNextLook(situation, looks)
  return (
    <section id="pay" class="pay" data-situation={situation.kind} data-state={stateOf(invoice, situation)}>
      <NoticeMessage notice={notice} situation={situation} invoice={invoice} i18n={i18n} />
      <AmountDue invoice={invoice} now={now} i18n={i18n} />
      <div class="action" aria-live="polite">
        <Action {...props} situation={situation} i18n={i18n} />
        <PaidTogether situation={situation} i18n={i18n} />
      </div>
      {isPaidOnline[situation.kind] && <PaperLink url={url} i18n={i18n} />}
      <Downloads invoice={invoice} place={place} i18n={i18n} />
      {seconds !== null && <NextLook place={place} seconds={seconds} looks={looks + 1} />}
    </section>
  )
}

/** Where the customer can still do something on this page, so that its print leads back to it. */
const isPaidOnline: Readonly<Record<Situation['kind'], boolean>> = {
  pay: true,
  continue: true,
  confirm: true,
  transfer: true,
  checking: false,
  processing: false,
  no_method: false,
  paid: false,
  void: false,
}

/** The state that a tab which was in the background compares with the current one. */
const stateOf = ({ payments, nextChargeAt, status }: IssuedInvoice, situation: Situation) =>
  [
    situation.kind,
    status,
    nextChargeAt ?? 0,
    ...payments
      .filter((payment) => payment === payments.at(-1) || payment.receivedMinor > 0)
      .map((one) => [one.id, one.status, one.failure?.at ?? 0, ...Object.values(moneyBackOf(one))].join('.')),
  ].join(' ')

/** A response that is no panel leaves the page as it is and ends the polling. */
const onlyPanels = { 'hx-status:4xx': 'swap:none', 'hx-status:5xx': 'swap:none' }

function NextLook({
  place,
  seconds,
  looks,
}: {
  readonly place: string
  readonly seconds: number
  readonly looks: number
}) {
  return (
    <div
      hx-get={paths.invoicePanel(place)}
      hx-trigger={`load delay:${seconds}s`}
      hx-vals={JSON.stringify({ looks })}
      hx-target="#pay"
      hx-swap="outerMorph"
      {...onlyPanels}
    />
  )
}

type PartProps = { readonly invoice: IssuedInvoice; readonly situation: Situation; readonly i18n: PageI18n }

/** The answer to what the payer did; without one, why the last try failed, for those who come back from a mail. */
function NoticeMessage({ notice, situation, invoice, i18n }: PartProps & { readonly notice: Notice | null }) {
  if (notice) {
    const isShownBelow = notice.kind !== 'problem' && notice.code === situation.kind
    if (isShownBelow) return null
    return <NoticeBox kind={notice.kind} message={messageOf(notice, i18n)} takesFocus={true} />
  }
  const last = lastTry(invoice, situation, i18n)
  return last && <NoticeBox {...last} takesFocus={false} />
}

/** Whoever goes on with a joint payment knows that it is for more than this invoice. */
function PaidTogether({ situation, i18n }: Omit<PartProps, 'invoice'>) {
  const joint = 'payment' in situation ? situation.payment.joint : undefined
  if (!joint) return null
  return <p class="hint">{i18n.words.pay.togetherText({ others: i18n.count(joint.invoices - 1) })}</p>
}

/** What the reference of a transfer for one invoice is for. */
const forOne = ({ invoice, i18n: { words, name } }: PartProps) =>
  words.transfer.text({ seller: name(invoice.seller.name) })

function Action(props: PayPanelProps & PartProps) {
  const { invoice, situation, transfer, i18n } = props
  const { words } = i18n
  switch (situation.kind) {
    case 'paid':
      return <Settled invoice={invoice} i18n={i18n} />
    case 'void':
      return invoice.status === 'void' && invoice.replacedBy ? (
        <ReplacedBy
          {...invoice}
          replacedBy={invoice.replacedBy}
          path={props.leadsOn ? paths.invoice(props.place) : null}
          i18n={i18n}
        />
      ) : (
        <Statement
          title={words.pay.voidTitle}
          text={
            invoice.status === 'void' &&
            words.pay.voidText({ date: i18n.dayAt(invoice.voidedAt), seller: i18n.name(invoice.seller.name) })
          }
        />
      )
    case 'checking':
      return <Statement title={words.pay.checkingTitle} text={words.pay.checkingText} isWaiting={true} />
    case 'processing':
      return (
        <Statement
          title={words.pay.processingTitle}
          text={words.pay.processingText({
            amount: i18n.money(chargedMinor(situation.payment)),
            date: i18n.dayAt(situation.payment.createdAt),
            seller: i18n.name(invoice.seller.name),
          })}
        />
      )
    case 'continue':
    case 'confirm':
    case 'transfer':
      return (
        <>
          <CarryOn situation={situation} provider={props.provider} i18n={i18n} isOtherWayOpen={props.part != null}>
            {canPay(props.offers) && <Form {...props} />}
          </CarryOn>
          {transfer && <TransferDetails transfer={transfer} isOnlyWay={false} text={forOne(props)} i18n={i18n} />}
        </>
      )
    case 'no_method':
      return <NotOnline {...props} />
    case 'pay':
      return (
        <>
          <Form {...props} />
          {transfer && <TransferDetails transfer={transfer} isOnlyWay={false} text={forOne(props)} i18n={i18n} />}
        </>
      )
  }
}

/**
 * All that is to pay, or the part that the payer asked for. A second attempt offers to save the method only if that was chosen before, so
 * that its button is visible at once.
 */
function Form({
  account,
  invoice,
  place,
  provider,
  situation,
  i18n,
  part = null,
  ...props
}: PayPanelProps & PartProps) {
  const range = offeredParts(account, invoice, props.offers)
  const partMinor = part?.refusal === null ? part.amountMinor : null
  const offers = partMinor === null ? props.offers : offersForPart(props.offers)
  const failed = situation.kind === 'continue' && isTroubled(situation.payment) ? situation.payment : null
  const isOffered = failed === null || failed.saveMethod || offers.keeping !== 'ask'
  const last = invoice.payments.at(-1)
  const isDeclined = last?.status === 'failed' && !(last.failure && isToBeConfirmed(last.failure))
  const remainingMinor = amountRemainingMinor(invoice)
  const amountMinor = chargeableMinor(remainingMinor, invoice.currency) ?? remainingMinor
  const parts = { part: i18n.money(amountMinor), rest: i18n.money(remainingMinor - amountMinor) }
  return (
    <>
      {partMinor !== null && <ChosenPart partMinor={partMinor} remainingMinor={remainingMinor} i18n={i18n} />}
      {partMinor === null && amountMinor < remainingMinor && <p class="hint">{i18n.words.pay.inPartsText(parts)}</p>}
      {offers.overLimit.map((method) => (
        <p class="hint">
          {i18n.words.pay.overLimitText({
            method: methodName(method, i18n),
            most: i18n.money(chargeLimits(invoice.currency, method.brand).maxMinor),
          })}
        </p>
      ))}
      <PayForm
        place={place}
        amountMinor={partMinor === null ? amountMinor : remainingMinor}
        partMinor={partMinor}
        offers={isOffered ? offers : { ...offers, keeping: 'never' }}
        seller={i18n.name(invoice.seller.name)}
        provider={provider}
        isSecondTry={failed?.amountMinor === (partMinor ?? amountMinor)}
        declinedId={isDeclined ? last.methodId : null}
        i18n={i18n}
      />
      {partMinor !== null && <a href={paths.invoice(place)}>{i18n.words.pay.part.whole({ amount: parts.part })}</a>}
      {range && <PartForm range={range} allMinor={amountMinor} part={part} place={place} i18n={i18n} />}
    </>
  )
}
