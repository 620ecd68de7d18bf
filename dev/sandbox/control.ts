import type { Clock } from '../clock.ts'
import { type Context, findOr400, findOr404, makeId } from './context.ts'
import { amount, type ControlParams, durationMs, optionalText, requiredText, texts } from './control-params.ts'
import type { Engine } from './engine.ts'
import type { FaultRequest } from './faults.ts'
import { closeDispute, openDispute } from './operations/dispute.ts'
import { receiveTransfer } from './operations/receive-transfer.ts'
import { failRefund, refundCharge } from './operations/refund.ts'
import { failDebit, settleDebit } from './operations/settle-debit.ts'
import { invalid, noSuch, Problem } from './problem.ts'
import { contextFor } from './state.ts'
import { bankFailures, type FailureCode, testBankAccounts } from './tables/bank-accounts.ts'
import { testCards } from './tables/cards.ts'
import { dropPending, resend } from './webhooks.ts'

type ControlCall = {
  readonly engine: Engine
  readonly clock: Partial<Clock>
  readonly params: ControlParams
  readonly id: string
}
type Control = (call: ControlCall) => unknown | Promise<unknown>

const dayMs = 86_400_000

/** The controls by method and path; `:` stands for an id. */
const controls: Readonly<Record<string, Control>> = {
  'GET clock': ({ clock, engine }) => ({ now: engine.state.now(), offsetMs: clock.offsetMs ?? 0 }),
  'POST clock': async ({ clock, engine, params }) => {
    if (!clock.advance) throw invalid('This sandbox runs on a clock that cannot be moved.')
    const step = params.stepMs === undefined ? {} : { stepMs: durationMs(params.stepMs) }
    await clock.advance(durationMs(params.advance ?? params.advanceMs), step)
    await engine.tick()
    return { now: engine.state.now(), offsetMs: clock.offsetMs ?? 0 }
  },
  'POST tick': async ({ engine }) => {
    await engine.tick()
    return { now: engine.state.now() }
  },
  'GET truth': (call) => call.engine.truth(contextOf(call).account.id),
  'GET faults': ({ engine }) => engine.state.snapshot.faults,
  'POST faults': ({ engine, params }) => engine.addFault(params as unknown as FaultRequest),
  'DELETE faults': ({ engine }) => engine.removeFaults(),
  'DELETE faults/:': ({ engine, id }) => engine.removeFaults(id),
  'POST rate-limit': ({ engine, params }) => {
    const { perSecond = null } = params
    engine.state.snapshot.callsPerSecond = perSecond === null ? null : Number(perSecond)
    return { perSecond }
  },
  'GET deliveries': (call) => contextOf(call).data.deliveries,
  'POST webhooks/pause': (call) => paused(contextOf(call), true),
  'POST webhooks/resume': (call) => paused(contextOf(call), false),
  'POST webhooks/resend': (call) => resendByEvent(call),
  'POST webhooks/drop': (call) => ({ dropped: dropPending(contextOf(call), texts(call.params.events)) }),
  'POST webhooks/roll': (call) => rollSecret(contextOf(call), requiredText(call.params, 'endpoint')),
  'POST transfers': (call) => {
    const customerId = requiredText(call.params, 'customer')
    findOr400(contextOf(call), 'customer', customerId, 'customer')
    return receiveTransfer(contextOf(call), {
      customerId,
      amountMinor: amount(call.params),
      currency: requiredText(call.params, 'currency'),
      reference: optionalText(call.params, 'reference'),
      payerName: optionalText(call.params, 'payerName'),
    })
  },
  'POST disputes': (call) => {
    const payment = requiredText(call.params, 'payment')
    const over = call.params.amount === undefined ? undefined : amount(call.params)
    return openDispute(
      contextOfObject(call, payment),
      payment,
      optionalText(call.params, 'reason') ?? 'fraudulent',
      over,
    )
  },
  'POST disputes/:/win': (call) => close(call, 'won'),
  'POST disputes/:/lose': (call) => close(call, 'lost'),
  'POST payments/:/settle': (call) => {
    const intent = findOr404(contextOfObject(call), 'payment_intent', call.id)
    settleDebit(contextOfObject(call), intent)
    return intent
  },
  'POST payments/:/fail': (call) => {
    const intent = findOr404(contextOfObject(call), 'payment_intent', call.id)
    failDebit(contextOfObject(call), intent, failureCode(optionalText(call.params, 'code')))
    return intent
  },
  'POST payments/:/late-failure': (call) => {
    const dispute = openDispute(
      contextOfObject(call),
      call.id,
      optionalText(call.params, 'code') ?? 'insufficient_funds',
    )
    return dispute.status === 'lost' ? dispute : closeDispute(contextOfObject(call), dispute, 'lost')
  },
  'POST payments/:/refund': (call) => {
    const intent = findOr404(contextOfObject(call), 'payment_intent', call.id)
    return refundCharge(
      contextOfObject(call),
      findOr400(contextOfObject(call), 'charge', String(intent.latest_charge), 'charge'),
      {
        amountMinor: call.params.amount === undefined ? undefined : amount(call.params),
        reason: 'requested_by_customer',
        metadata: {},
      },
    )
  },
  'POST refunds/:/fail': (call) => {
    const refund = findOr404(contextOfObject(call), 'refund', call.id)
    failRefund(contextOfObject(call), refund, optionalText(call.params, 'reason') ?? 'expired_or_canceled_card')
    return refund
  },
  'GET keys': (call) => contextOf(call).data.requests,
  'GET cards': () => ({ cards: testCards, bankAccounts: testBankAccounts }),
  'GET accounts': ({ engine }) =>
    engine.state.accounts.map(({ id, name, country, currency }) => ({ id, name, country, currency })),
  'POST reset': ({ engine }) => engine.reset(),
}

/** Handles one control and responds in JSON. */
export async function handleControl(engine: Engine, clock: Partial<Clock>, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const parts = pathname.split('/').slice(2).filter(Boolean)
  const [call = '', id = '', operation] = parts
  const named = `${request.method} ${parts.join('/')}`
  const withId = `${request.method} ${[call, ':', ...(operation ? [operation] : [])].join('/')}`
  try {
    const control = controls[named] ?? controls[withId]
    if (!control) throw new Problem(404, 'invalid_request_error', `There is no control ${request.method} ${pathname}.`)
    const params = { ...Object.fromEntries(searchParams), ...(await bodyOf(request)) }
    return Response.json((await control({ engine, clock, params, id })) ?? { ok: true })
  } catch (error) {
    if (error instanceof Problem) return Response.json({ error: error.toError() }, { status: error.status })
    throw error
  }
}

async function bodyOf(request: Request): Promise<ControlParams> {
  const body = request.method === 'GET' ? '' : await request.text()
  if (body === '') return {}
  try {
    const read: unknown = JSON.parse(body)
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as ControlParams
  } catch {
    // Refused below, as any other body that is not an object.
  }
  throw invalid('The body must be a JSON object.')
}

/** The context of the account that `account` names, or of the only one. */
function contextOf({ engine, params }: Pick<ControlCall, 'engine' | 'params'>): Context {
  const { accounts } = engine.state
  const id = params.account ?? (accounts.length === 1 ? accounts[0]?.id : undefined)
  if (!accounts.some((account) => account.id === id))
    throw invalid(`Say which \`account\`: one of ${accounts.map((account) => account.id).join(', ')}.`, {
      param: 'account',
    })
  return contextFor(engine.state, String(id))
}

function close(call: ControlCall, outcome: 'won' | 'lost') {
  const over = call.params.amount === undefined ? undefined : amount(call.params)
  return closeDispute(contextOfObject(call), findOr404(contextOfObject(call), 'dispute', call.id), outcome, over)
}

/** The context of the account that has the payment, refund or dispute with this id. */
function contextOfObject({ engine, id: roomId }: Pick<ControlCall, 'engine' | 'id'>, id = roomId): Context {
  const found = engine.state.accounts
    .map((account) => contextFor(engine.state, account.id))
    .find(({ data: { objects } }) => id in objects.payment_intent || id in objects.refund || id in objects.dispute)
  if (!found) throw noSuch('payment, refund or dispute', id, 'id', true)
  return found
}

function paused({ data }: Context, isPaused: boolean) {
  data.webhooksPaused = isPaused
  return { paused: isPaused }
}

/** Resends the webhooks of an event, or the delivery with this id. */
function resendByEvent(call: ControlCall): unknown {
  const mine = contextOf(call)
  const id = requiredText(call.params, 'id')
  const found = mine.data.deliveries.filter((delivery) => delivery.id === id || delivery.eventId === id)
  const last = [...new Map(found.map((delivery) => [delivery.endpointId, delivery])).values()]
  if (last.length === 0) throw noSuch('delivery', id, 'id')
  return last.map((delivery) => resend(mine, delivery))
}

function rollSecret(mine: Context, endpointId: string) {
  const endpoint = mine.data.endpoints[endpointId]
  if (!endpoint) throw noSuch('webhook endpoint', endpointId, 'endpoint')
  endpoint.previousSecret = { secret: endpoint.secret, until: mine.nowMs + dayMs }
  endpoint.secret = makeId(mine, 'whsec', 32)
  return { id: endpointId, secret: endpoint.secret }
}

function failureCode(code: string | null): FailureCode {
  if (code === null) return 'insufficient_funds'
  if (Object.hasOwn(bankFailures, code)) return code as FailureCode
  throw invalid(`\`code\` must be one of ${Object.keys(bankFailures).join(', ')}.`, { param: 'code' })
}
