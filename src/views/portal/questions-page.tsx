import { messageKinds } from '../../core/invoices/message.ts'
import type { InvoiceRow } from '../../core/portal/invoice-row.ts'
import type { RefusalCode } from '../../core/refusals.ts'
import { paths } from '../../paths.ts'
import { PortalPage } from '../layouts/portal-page.tsx'
import { Icon } from '../parts/icon.tsx'
import type { PortalWords } from '../words/catalogue.ts'
import { changeInPlace } from './in-place.ts'
import type { SignedInProps } from './overview-page.tsx'

/** What a customer wrote, as they wrote it. */
export type QuestionForm = { readonly invoice: string; readonly kind: string; readonly text: string }
export type PurchaseOrderForm = { readonly invoice: string; readonly purchaseOrder: string }

type Outcome = { readonly kind: 'sent' | 'order_saved' } | { readonly kind: 'problem'; readonly code: RefusalCode }

type QuestionsProps = SignedInProps & {
  /** The newest, those that are settled too. */
  readonly invoices: readonly InvoiceRow[]
  readonly question: QuestionForm
  readonly order: PurchaseOrderForm
  readonly outcome: Outcome | null
}

/** Where a customer writes to the merchant about an invoice, or adds the number of their order to it. */
export function QuestionsPage({ invoices, question, order, outcome, ...page }: QuestionsProps) {
  const { account, i18n } = page
  const { places, questions: words } = i18n.words
  const open = invoices.filter(({ status }) => status === 'open')
  return (
    <PortalPage title={places.questions} place="questions" {...page}>
      {outcome && <OutcomeLine outcome={outcome} words={words} />}
      {invoices.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <form class="form" method="post" action={paths.portalQuestions(account.id)} {...changeInPlace}>
          <fieldset>
            <legend>{words.write({ seller: i18n.name(account.name) })}</legend>
            <div class="field">
              <label for="question-invoice">{words.invoice}</label>
              <InvoiceChoice id="question-invoice" invoices={invoices} chosen={question.invoice} />
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
    : outcome.kind === 'sent'
      ? words.sent
      : words.orderSaved
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
