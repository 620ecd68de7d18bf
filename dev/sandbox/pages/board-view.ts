import type Stripe from 'stripe'
import type { SandboxAccount } from '../account.ts'
import type { Delivery } from '../account-data.ts'
import { allOf, type Context, idOf } from '../context.ts'
import { apiFaultKinds, type Fault, webhookFaultKinds } from '../faults.ts'
import { methodTypes } from '../tables/methods.ts'
import { type TruePayment, truthOf } from '../truth.ts'
import { instant, money } from './format.ts'
import { type Html, html } from './html.ts'
import { page } from './layout.ts'

export type BoardView = {
  readonly accounts: readonly SandboxAccount[]
  readonly context: Context
  readonly now: number
  readonly canMoveClock: boolean
  readonly faults: readonly Fault[]
  /** The error of the last control that was tried. */
  readonly error: string | null
}

const shownPayments = 25
const shownDeliveries = 8

export function boardPage(view: BoardView): Response {
  const { context, error } = view
  return page(
    `Sandbox – ${context.account.name}`,
    'board',
    html`<header class="top"><h1>Sandbox payment provider</h1>${accountTabs(view)}</header>
<main>
${error && html`<p class="alert" role="alert">${error}</p>`}
<div class="columns">
<div>${payments(context)}${checkouts(context)}</div>
<div>${clockBox(view)}${transferBox(context)}${faultBox(view)}${webhookBox(context)}</div>
</div>
</main>`,
  )
}

function accountTabs({ accounts, context }: BoardView): Html {
  return html`<nav class="tabs" aria-label="Accounts">${accounts.map(
    ({ id, name }) =>
      html`<a href="/?account=${id}" ${id === context.account.id && html`aria-current="page"`}>${name}</a>`,
  )}</nav>`
}

/** A form that calls one control. */
function controlForm(context: Context, control: string, content: Html, method = 'POST'): Html {
  return html`<form method="post" action="/board">
<input type="hidden" name="control" value="${control}"><input type="hidden" name="account" value="${context.account.id}">
${method !== 'POST' && html`<input type="hidden" name="method" value="${method}">`}${content}</form>`
}

const button = (label: string, what: string) => html`<button aria-label="${label} ${what}">${label}</button>`

function payments(context: Context): Html {
  const found = truthOf(context).payments.toReversed()
  return html`<section><h2>Payments</h2>
${found.length === 0 && html`<p class="quiet">Nothing has been paid yet.</p>`}
<ul class="rows">${found.slice(0, shownPayments).map((payment) => paymentRow(context, payment))}</ul>
${found.length > shownPayments && html`<p class="quiet">and ${found.length - shownPayments} older ones</p>`}</section>`
}

function paymentRow(context: Context, payment: TruePayment): Html {
  const { id, amount, currency, method, amountRefunded, created, charges } = payment
  const intent = context.data.objects.payment_intent[id]
  const type = method === null ? null : (methodTypes[method as 'card']?.name ?? method)
  return html`<li class="row"><div class="row-main">
<strong>${money(amount, currency)}</strong> <span class="state state-${stateOf(payment)}">${stateOf(payment).replaceAll('_', ' ')}</span>
<p class="quiet">${intent?.description ?? id} · ${type ?? 'no method yet'} · ${instant(created * 1000)}</p>
${amountRefunded > 0 && html`<p class="quiet">${money(amountRefunded, currency)} given back</p>`}
${intent?.last_payment_error && html`<p class="quiet">Last refusal: ${intent.last_payment_error.decline_code ?? intent.last_payment_error.code}</p>`}
</div><div class="row-actions">${actions(context, payment, charges.length > 0)}</div></li>`
}

const stateOf = ({ status, disputes }: TruePayment): string => (disputes.length > 0 ? 'disputed' : status)

function actions(
  context: Context,
  { id, amount, currency, status, amountRefunded, disputes }: TruePayment,
  isCharged: boolean,
): Html[] {
  const what = `${money(amount, currency)}, ${id}`
  if (status === 'processing')
    return [
      controlForm(context, `payments/${id}/settle`, button('Settle', what)),
      controlForm(context, `payments/${id}/fail`, button('Fail', what)),
    ]
  const open = disputes.filter(
    (dispute) => !['won', 'lost'].includes(context.data.objects.dispute[dispute]?.status ?? ''),
  )
  if (open.length > 0)
    return open.flatMap((dispute) => [
      controlForm(context, `disputes/${dispute}/win`, button('Merchant wins', what)),
      controlForm(context, `disputes/${dispute}/lose`, button('Merchant loses', what)),
    ])
  if (status !== 'succeeded' || !isCharged || disputes.length > 0 || amountRefunded === amount) return []
  return [
    controlForm(
      context,
      `payments/${id}/refund`,
      html`<input type="hidden" name="currency" value="${currency}"><input name="amountTyped" size="7" inputmode="decimal" placeholder="all" aria-label="Amount to refund of ${what}"> ${button('Refund', what)}`,
    ),
    controlForm(
      context,
      'disputes',
      html`<input type="hidden" name="payment" value="${id}">${button('Dispute', what)}`,
    ),
  ]
}

function checkouts(context: Context): Html | null {
  const open = allOf(context, 'checkout.session')
    .filter(({ status }) => status === 'open')
    .toReversed()
  if (open.length === 0) return null
  return html`<section><h2>Open checkouts</h2><ul class="rows">${open.slice(0, 10).map(
    (
      session,
    ) => html`<li class="row"><div class="row-main"><strong>${session.mode === 'setup' ? 'Save a method' : money(session.amount_total, session.currency)}</strong>
<p class="quiet">${session.customer_details?.email ?? 'nobody yet'} · until ${instant(session.expires_at * 1000)}</p></div>
<div class="row-actions"><a class="button" href="${session.url}">Open</a></div></li>`,
  )}</ul></section>`
}

const strides = [
  ['1d', '1 day'],
  ['3d', '3 days'],
  ['7d', '7 days'],
] as const

function clockBox({ context, now, canMoveClock }: BoardView): Html {
  return html`<section><h2>Clock</h2><p><time class="now">${instant(now)}</time> <span class="quiet">UTC</span></p>
${
  canMoveClock &&
  html`<div class="buttons">${strides.map(([advance, label]) =>
    controlForm(
      context,
      'clock',
      html`<input type="hidden" name="advance" value="${advance}"><button>+ ${label}</button>`,
    ),
  )}</div>
${controlForm(context, 'clock', html`<div class="inline"><p class="field"><label for="advance">Or forward by</label><input id="advance" name="advance" placeholder="36h" size="6"></p><button>Forward</button></div>`)}`
}</section>`
}

function transferBox(context: Context): Html {
  const customers = allOf(context, 'customer').filter((customer): customer is Stripe.Customer => !customer.deleted)
  if (customers.length === 0)
    return html`<section><h2>Bank transfer</h2><p class="quiet">There is no customer yet.</p></section>`
  const currencies = methodTypes.customer_balance.currencies
  return html`<section><h2>Bank transfer</h2>
${controlForm(
  context,
  'transfers',
  html`<p class="field"><label for="customer">To the account of</label><select id="customer" name="customer">${customers
    .toReversed()
    .slice(0, 100)
    .map(({ id, name, email }) => html`<option value="${id}">${name ?? email ?? id}</option>`)}</select></p>
<div class="pair"><p class="field"><label for="transferred">Amount</label><input id="transferred" name="amountTyped" inputmode="decimal" required></p>
<p class="field"><label for="currency">Currency</label><select id="currency" name="currency">${currencies.map(
    (code) =>
      html`<option value="${code}" ${code === context.account.currency && html`selected`}>${code.toUpperCase()}</option>`,
  )}</select></p></div>
<p class="field"><label for="reference">Reference</label><input id="reference" name="reference"></p>
<p class="field"><label for="payer">Name of the payer</label><input id="payer" name="payerName" autocomplete="off"></p>
<button class="primary">Send the money</button>`,
)}
${waitingTransfers(context)}</section>`
}

function waitingTransfers(context: Context): Html | null {
  const waiting = allOf(context, 'payment_intent').filter(
    ({ next_action }) => next_action?.display_bank_transfer_instructions,
  )
  if (waiting.length === 0) return null
  return html`<p class="quiet">Waiting for:</p><ul class="plain">${waiting.map(({ next_action, customer }) => {
    const params = next_action?.display_bank_transfer_instructions
    const owner = context.data.objects.customer[idOf(customer) ?? '']
    const name = owner && !owner.deleted ? (owner.name ?? owner.email ?? owner.id) : ''
    return html`<li>${money(params?.amount_remaining ?? null, params?.currency ?? null)} from ${name}, reference <code>${params?.reference}</code></li>`
  })}</ul>`
}

function webhookBox(context: Context): Html {
  const { webhooksPaused, deliveries, endpoints } = context.data
  const last = deliveries.slice(-shownDeliveries).toReversed()
  return html`<section><h2>Webhooks</h2>
<p>${Object.values(endpoints).map(({ url }) => html`<code>${url}</code> `)}${Object.keys(endpoints).length === 0 && html`<span class="quiet">No endpoint.</span>`}</p>
<div class="inline"><p>${webhooksPaused ? html`<span class="state state-canceled">paused</span>` : html`<span class="state state-succeeded">running</span>`}</p>
${webhooksPaused ? controlForm(context, 'webhooks/resume', html`<button>Resume</button>`) : controlForm(context, 'webhooks/pause', html`<button>Pause</button>`)}</div>
<ul class="rows compact">${last.map((delivery) => deliveryRow(context, delivery))}</ul></section>`
}

function deliveryRow(context: Context, { id, type, state, attempts, dueAt }: Delivery): Html {
  const last = attempts.at(-1)
  const tries = attempts.length > 1 ? ` after ${attempts.length} tries` : ''
  const waiting = attempts.length === 0 ? 'not sent yet' : `next try ${instant(dueAt)}`
  return html`<li class="row"><div class="row-main"><code>${type}</code>
<p class="quiet">${state === 'pending' ? waiting : `${state.replace('_', ' ')}${tries}`}${last && ` · ${last.status ?? 'no answer'}`}</p></div>
<div class="row-actions">${controlForm(context, 'webhooks/resend', html`<input type="hidden" name="id" value="${id}">${button('Resend', type)}`)}</div></li>`
}

function faultBox({ context, faults }: BoardView): Html {
  return html`<section><h2>Faults</h2>
${faults.length === 0 && html`<p class="quiet">Everything works.</p>`}
<ul class="rows compact">${faults.map(
    (fault) => html`<li class="row"><div class="row-main"><code>${fault.kind}</code>
<p class="quiet">${'match' in fault ? (fault.match.path ?? 'every call') : (fault.events?.join(', ') ?? 'every message')} · ${fault.times === null ? 'always' : `${fault.times} more`}</p></div>
<div class="row-actions">${controlForm(context, `faults/${fault.id}`, button('Remove', fault.kind), 'DELETE')}</div></li>`,
  )}</ul>
${controlForm(
  context,
  'faults',
  html`<p class="field"><label for="kind">What goes wrong</label><select id="kind" name="kind">
<optgroup label="Calls">${apiFaultKinds.map((kind) => html`<option>${kind}</option>`)}</optgroup>
<optgroup label="Webhooks">${webhookFaultKinds.map((kind) => html`<option>${kind}</option>`)}</optgroup></select></p>
<div class="pair"><p class="field"><label for="path">Calls to</label><input id="path" name="path" placeholder="/v1/payment_intents"></p>
<p class="field"><label for="times">Times</label><input id="times" name="times" inputmode="numeric" value="1"></p></div>
<button>Break it</button>`,
)}</section>`
}
