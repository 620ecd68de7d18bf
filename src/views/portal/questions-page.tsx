import { dayIn } from '../../core/calendar/zone.ts'
import { messageKinds } from '../../core/invoices/message.ts'
import { invoicesOnPage } from '../../core/portal/invoice-query.ts'
import type { InvoiceRow } from '../../core/portal/invoice-row.ts'
import type { RefusalCode } from '../../core/refusals.ts'
import { paths } from '../../paths.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { Icon } from '../parts/icon.tsx'
import type { PortalWords } from '../words/catalogue.ts'
import { changeInPlace, inPlace } from './in-place.ts'
import type { SignedInProps } from './overview-page.tsx'

/** What a customer wrote, as they wrote it. */
export type QuestionForm = { readonly invoice: string; readonly kind: string; readonly text: string }
export type PurchaseOrderForm = { readonly invoice: string; readonly purchaseOrder: string }

export type PromiseForm = { readonly invoice: string; readonly payOn: string }

/** What can have been done. */
export const questionOutcomes = ['sent', 'order_saved', 'promised'] as const

type Outcome =
  | { readonly kind: (typeof questionOutcomes)[number] }
  | { readonly kind: 'problem'; readonly code: RefusalCode }

type QuestionsProps = SignedInProps & {
  /** The newest, those that are settled too; one more than are shown where there are more, after the one that was named. */
  readonly invoices: readonly InvoiceRow[]
  /** What they were searched for; null for nothing. */
  readonly search: string | null
  readonly question: QuestionForm
  readonly order: PurchaseOrderForm
  readonly promise: PromiseForm
  readonly outcome: Outcome | null
}

/** Where a customer writes to the merchant about an invoice, adds the number of their order to it, or says when they pay it. */
export function QuestionsPage({ invoices, search, question, order, promise, outcome, ...page }: QuestionsProps) {
  const { account, i18n, nowMs } = page
  const { places, questions: words, correction } = i18n.words
  const shown = invoices.slice(0, invoicesOnPage)
  const open = shown.filter(({ status }) => status === 'open')
  const promisable = account.promiseDays ? open.filter(({ isCharged }) => !isCharged) : []
  return (
    <PortalPage title={places.questions} place="questions" {...page}>
      {outcome && <OutcomeLine outcome={outcome} words={words} />}
      {(search !== null || invoices.length > shown.length) && <Search search={search} {...page} />}
      {shown.length === 0 ? (
        <p>{search === null ? words.none : i18n.words.invoices.noneFound}</p>
      ) : (
        <form class="form" method="post" action={paths.portalQuestions(account.id)} {...changeInPlace}>
          <fieldset>
            <legend>{words.write({ seller: i18n.name(account.name) })}</legend>
            <div class="field">
              <label for="question-invoice">{words.invoice}</label>
              <InvoiceChoice id="question-invoice" invoices={shown} chosen={question.invoice} />
            </div>
            {messageKinds.map((kind) => (
              <label class="box">
                <input type="radio" name="kind" value={kind} checked={kind === question.kind} required />
                <span>{words.kinds[kind]}</span>
              </label>
            ))}
            <div class="field">
              <label for="text">{words.text}</label>
              <p class="hint">{words.answer}</p>
              <textarea id="text" name="text" rows={6} maxlength={2000} required>
                {question.text}
              </textarea>
            </div>
          </fieldset>
          <button class="button" type="submit">
            {words.send}
          </button>
        </form>
      )}
      {promisable.length > 0 && (
        <form class="form" method="post" action={paths.portalPromises(account.id)}>
          <fieldset>
            <legend>{words.promise}</legend>
            <p class="hint">{words.promiseHint({ days: i18n.count(account.promiseDays ?? 0) })}</p>
            <div class="field">
              <label for="promise-invoice">{words.invoice}</label>
              <InvoiceChoice id="promise-invoice" invoices={promisable} chosen={promise.invoice} />
            </div>
            <div class="field">
              <label for="pay-on">{words.promiseDay}</label>
              <input
                id="pay-on"
                name="pay_on"
                type="date"
                min={dayIn(account.timeZone, nowMs)}
                required
                value={promise.payOn}
              />
            </div>
          </fieldset>
          <button class="button" data-quiet type="submit">
            {words.savePromise}
          </button>
        </form>
      )}
      {shown.length > 0 && (
        <form class="form" action={paths.portalCorrection(account.id)} {...inPlace}>
          <fieldset>
            <legend>{correction.choose}</legend>
            <p class="hint">{correction.chooseHint}</p>
            <div class="field">
              <label for="correction-invoice">{words.invoice}</label>
              <InvoiceChoice id="correction-invoice" invoices={shown} chosen={question.invoice} />
            </div>
          </fieldset>
          <button class="button" data-quiet type="submit">
            {correction.show}
          </button>
        </form>
      )}
      {open.length > 0 && (
        <form class="form" method="post" action={paths.portalPurchaseOrder(account.id)} {...changeInPlace}>
          <fieldset>
            <legend>{words.order}</legend>
            <p class="hint">{words.orderHint}</p>
            <div class="field">
              <label for="order-invoice">{words.invoice}</label>
              <InvoiceChoice id="order-invoice" invoices={open} chosen={order.invoice} />
            </div>
            <div class="field">
              <label for="purchase-order">{words.orderNumber}</label>
              <input id="purchase-order" name="purchase_order" maxlength={100} required value={order.purchaseOrder} />
            </div>
          </fieldset>
          <button class="button" data-quiet type="submit">
            {words.saveOrder}
          </button>
        </form>
      )}
    </PortalPage>
  )
}

function Search({ search, account, i18n }: SignedInProps & Pick<QuestionsProps, 'search'>) {
  const { questions, invoices: words } = i18n.words
  return (
    <search>
      <form class="filters" action={paths.portalQuestions(account.id)}>
        <label>
          <span class="label">{questions.find}</span>
          <input name="q" type="search" maxlength={100} value={search ?? ''} placeholder={i18n.words.column.number} />
        </label>
        <button class="button" data-quiet type="submit">
          {words.show}
        </button>
      </form>
    </search>
  )
}

type InvoiceChoiceProps = { readonly id: string; readonly invoices: readonly InvoiceRow[]; readonly chosen: string }

const InvoiceChoice = ({ id, invoices, chosen }: InvoiceChoiceProps) => (
  <select id={id} name="invoice" required>
    {invoices.map((invoice) => (
      <option value={invoice.id} selected={invoice.id === chosen}>
        {invoice.number}
      </option>
    ))}
  </select>
)

type OutcomeLineProps = { readonly outcome: Outcome; readonly words: PortalWords['questions'] }

function OutcomeLine({ outcome, words }: OutcomeLineProps) {
  const isProblem = outcome.kind === 'problem'
  const text = isProblem
    ? outcome.code === 'rate_limit'
      ? words.tooMany
      : words.refused
    : { sent: words.sent, order_saved: words.orderSaved, promised: words.promised }[outcome.kind]
  return (
    <p
      class="notice"
      data-tone={isProblem ? 'bad' : 'good'}
      role={isProblem ? 'alert' : 'status'}
      tabIndex={-1}
      autofocus
    >
      <Icon name={isProblem ? 'alert' : 'check'} />
      {text}
    </p>
  )
}
