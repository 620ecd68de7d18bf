import type { Clock } from '../clock.ts'
import { type Asked, amount, durationMs, optional, text, texts } from './asked.ts'
import { closeDispute, openDispute } from './deeds/dispute.ts'
import { receiveTransfer } from './deeds/receive-transfer.ts'
import { failRefund, refundCharge } from './deeds/refund.ts'
import { failDebit, settleDebit } from './deeds/settle-debit.ts'
import { at, type Desk, makeId, named } from './desk.ts'
import type { FaultRequest } from './faults.ts'
import { invalid, noSuch, Problem } from './problem.ts'
import type { Sandbox } from './sandbox.ts'
import { bankFailures, type FailureCode, testBankAccounts } from './tables/bank-accounts.ts'
import { testCards } from './tables/cards.ts'
import { again, dropPending } from './webhooks.ts'
import { deskFor } from './world.ts'

type Room = { readonly sandbox: Sandbox; readonly clock: Partial<Clock>; readonly asked: Asked; readonly id: string }
type Control = (room: Room) => unknown | Promise<unknown>

const dayMs = 86_400_000

/** The controls, by method and address; `:` stands for an id. */
const controls: Readonly<Record<string, Control>> = {
  'GET clock': ({ clock, sandbox }) => ({ now: sandbox.world.now(), offsetMs: clock.offsetMs ?? 0 }),
  'POST clock': async ({ clock, sandbox, asked }) => {
    if (!clock.advance) throw invalid('This sandbox stands on a clock that cannot be moved.')
    const step = asked.stepMs === undefined ? {} : { stepMs: durationMs(asked.stepMs) }
    await clock.advance(durationMs(asked.advance ?? asked.advanceMs), step)
    await sandbox.tick()
    return { now: sandbox.world.now(), offsetMs: clock.offsetMs ?? 0 }
  },
  'POST tick': async ({ sandbox }) => {
    await sandbox.tick()
    return { now: sandbox.world.now() }
  },
  'GET truth': (room) => room.sandbox.truth(desk(room).account.id),
  'GET faults': ({ sandbox }) => sandbox.world.snapshot.faults,
  'POST faults': ({ sandbox, asked }) => sandbox.addFault(asked as unknown as FaultRequest),
  'DELETE faults': ({ sandbox }) => sandbox.removeFaults(),
  'DELETE faults/:': ({ sandbox, id }) => sandbox.removeFaults(id),
  'POST rate-limit': ({ sandbox, asked }) => {
    const { perSecond = null } = asked
    sandbox.world.snapshot.callsPerSecond = perSecond === null ? null : Number(perSecond)
    return { perSecond }
  },
  'GET deliveries': (room) => desk(room).books.deliveries,
  'POST webhooks/pause': (room) => paused(desk(room), true),
  'POST webhooks/resume': (room) => paused(desk(room), false),
  'POST webhooks/resend': (room) => resend(room),
  'POST webhooks/drop': (room) => ({ dropped: dropPending(desk(room), texts(room.asked.events)) }),
  'POST webhooks/roll': (room) => rollSecret(desk(room), text(room.asked, 'endpoint')),
  'POST transfers': (room) => {
    const customerId = text(room.asked, 'customer')
    named(desk(room), 'customer', customerId, 'customer')
    return receiveTransfer(desk(room), {
      customerId,
      amountMinor: amount(room.asked),
      currency: text(room.asked, 'currency'),
      reference: optional(room.asked, 'reference'),
      payerName: optional(room.asked, 'payerName'),
    })
  },
  'POST disputes': (room) => {
    const payment = text(room.asked, 'payment')
    const over = room.asked.amount === undefined ? undefined : amount(room.asked)
    return openDispute(deskOf(room, payment), payment, optional(room.asked, 'reason') ?? 'fraudulent', over)
  },
  'POST disputes/:/win': (room) => close(room, 'won'),
  'POST disputes/:/lose': (room) => close(room, 'lost'),
  'POST payments/:/settle': (room) => {
    const intent = at(deskOf(room), 'payment_intent', room.id)
    settleDebit(deskOf(room), intent)
    return intent
  },
  'POST payments/:/fail': (room) => {
    const intent = at(deskOf(room), 'payment_intent', room.id)
    failDebit(deskOf(room), intent, failureCode(optional(room.asked, 'code')))
    return intent
  },
  'POST payments/:/late-failure': (room) => {
    const dispute = openDispute(deskOf(room), room.id, optional(room.asked, 'code') ?? 'insufficient_funds')
    return dispute.status === 'lost' ? dispute : closeDispute(deskOf(room), dispute, 'lost')
  },
  'POST payments/:/refund': (room) => {
    const intent = at(deskOf(room), 'payment_intent', room.id)
    return refundCharge(deskOf(room), named(deskOf(room), 'charge', String(intent.latest_charge), 'charge'), {
      amountMinor: room.asked.amount === undefined ? undefined : amount(room.asked),
      reason: 'requested_by_customer',
      metadata: {},
    })
  },
  'POST refunds/:/fail': (room) => {
    const refund = at(deskOf(room), 'refund', room.id)
    failRefund(deskOf(room), refund, optional(room.asked, 'reason') ?? 'expired_or_canceled_card')
    return refund
  },
  'GET keys': (room) => desk(room).books.seen,
  'GET cards': () => ({ cards: testCards, bankAccounts: testBankAccounts }),
  'GET accounts': ({ sandbox }) =>
    sandbox.world.accounts.map(({ id, name, country, currency }) => ({ id, name, country, currency })),
  'POST reset': ({ sandbox }) => sandbox.reset(),
}

/** Answers one control, in JSON. */
export async function answerControl(sandbox: Sandbox, clock: Partial<Clock>, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  const parts = pathname.split('/').slice(2).filter(Boolean)
  const [room = '', id = '', deed] = parts
  const named = `${request.method} ${parts.join('/')}`
  const withId = `${request.method} ${[room, ':', ...(deed ? [deed] : [])].join('/')}`
  try {
    const control = controls[named] ?? controls[withId]
    if (!control) throw new Problem(404, 'invalid_request_error', `There is no control ${request.method} ${pathname}.`)
    const asked = { ...Object.fromEntries(searchParams), ...(await bodyOf(request)) }
    return Response.json((await control({ sandbox, clock, asked, id })) ?? { ok: true })
  } catch (error) {
    if (error instanceof Problem) return Response.json({ error: error.toError() }, { status: error.status })
    throw error
  }
}

async function bodyOf(request: Request): Promise<Asked> {
  const body = request.method === 'GET' ? '' : await request.text()
  if (body === '') return {}
  try {
    const read: unknown = JSON.parse(body)
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return read as Asked
  } catch {
    // Told below, as for any other body that is not an object.
  }
  throw invalid('The body must be a JSON object.')
}

/** The account that is asked for, or the only one. */
function desk({ sandbox, asked }: Pick<Room, 'sandbox' | 'asked'>): Desk {
  const { accounts } = sandbox.world
  const id = asked.account ?? (accounts.length === 1 ? accounts[0]?.id : undefined)
  if (!accounts.some((account) => account.id === id))
    throw invalid(`Say which \`account\`: one of ${accounts.map((account) => account.id).join(', ')}.`, {
      param: 'account',
    })
  return deskFor(sandbox.world, String(id))
}

function close(room: Room, outcome: 'won' | 'lost') {
  const over = room.asked.amount === undefined ? undefined : amount(room.asked)
  return closeDispute(deskOf(room), at(deskOf(room), 'dispute', room.id), outcome, over)
}

/** The account that has the payment, refund or dispute with this id. */
function deskOf({ sandbox, id: roomId }: Pick<Room, 'sandbox' | 'id'>, id = roomId): Desk {
  const found = sandbox.world.accounts
    .map((account) => deskFor(sandbox.world, account.id))
    .find(({ books: { objects } }) => id in objects.payment_intent || id in objects.refund || id in objects.dispute)
  if (!found) throw noSuch('payment, refund or dispute', id, 'id', true)
  return found
}

function paused({ books }: Desk, isPaused: boolean) {
  books.webhooksPaused = isPaused
  return { paused: isPaused }
}

/** Sends an event again, or every message with this id. */
function resend(room: Room): unknown {
  const mine = desk(room)
  const id = text(room.asked, 'id')
  const found = mine.books.deliveries.filter((delivery) => delivery.id === id || delivery.eventId === id)
  const last = [...new Map(found.map((delivery) => [delivery.endpointId, delivery])).values()]
  if (last.length === 0) throw noSuch('delivery', id, 'id')
  return last.map((delivery) => again(mine, delivery))
}

function rollSecret(mine: Desk, endpointId: string) {
  const endpoint = mine.books.endpoints[endpointId]
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
