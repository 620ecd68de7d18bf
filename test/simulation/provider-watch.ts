import { merchant } from './actors.ts'
import type { ProviderCall, World } from './world.ts'

const seen = new WeakMap<World, Map<string, string>>()

/** What must hold at the instant at which a call takes effect at the provider, whoever made it. */
export function watchProvider(world: World, call: ProviderCall): void {
  const { method, path, key, body } = call
  notCanceledKnowingly(world, call)
  if (method !== 'POST') return
  const isOurs = /^remit[:_-]/.test(key ?? '')
  if (!isOurs) world.wrongs.push(`a call that changes something came without a key of ours: ${path}`)
  const bodies = seen.get(world) ?? new Map<string, string>()
  seen.set(world, bodies)
  const before = bodies.get(key ?? '')
  if (before !== undefined && before !== body) world.wrongs.push(`one key carried two different requests: ${path}`)
  bodies.set(key ?? '', body)
  const asked = new URLSearchParams(body)
  const [paymentId, invoiceId] = ['remit_payment', 'remit_invoice'].map((name) => asked.get(`metadata[${name}]`))
  if (paymentId) isWrittenFirst(world, paymentId)
  if (invoiceId) atMostOneChargeable(world, invoiceId)
}

/** By task, what it saw at its last look that transfers had brought, by the payment or its checkout. */
const looks = new WeakMap<ProviderCall['by'], Map<string, number>>()

/** Whoever has seen that a part of a transfer is there does not cancel its payment. */
function notCanceledKnowingly({ sandbox, wrongs }: World, { method, path, by }: ProviderCall): void {
  const [, id = '', verb] = /^\/v1\/(?:payment_intents|checkout\/sessions)\/(\w+)(\/cancel)?/.exec(path) ?? []
  if (id === '' || (method === 'POST') !== (verb !== undefined)) return
  const payment = sandbox.truth(merchant.providerAccount).payments.find((one) => one.id === id || one.session === id)
  if (!payment) return
  const seen = looks.get(by) ?? new Map<string, number>()
  looks.set(by, seen)
  if (method !== 'POST') seen.set(payment.id, payment.amountTransferred)
  else if (payment.amountReturned > 0 && (seen.get(payment.id) ?? 0) > 0)
    wrongs.push(`${payment.id} was canceled with ${payment.amountReturned} of its transfer there`)
}

function isWrittenFirst({ database, wrongs }: World, paymentId: string): void {
  const [written] = database.rows('SELECT 1 FROM payments WHERE id = ?', paymentId)
  if (!written) wrongs.push(`${paymentId} reached the provider before it was written down`)
}

const chargeable: ReadonlySet<string> = new Set(['requires_action', 'requires_capture', 'processing'])

function atMostOneChargeable({ sandbox, wrongs, database }: World, invoiceId: string): void {
  const { payments, sessions } = sandbox.truth(merchant.providerAccount)
  const open = new Set(
    sessions
      .filter(({ status, metadata }) => status === 'open' && metadata.remit_invoice === invoiceId)
      .map(({ id }) => id),
  )
  const intents = payments.filter(
    ({ status, metadata, session }) =>
      metadata.remit_invoice === invoiceId && chargeable.has(status) && !open.has(session ?? ''),
  )
  if (open.size + intents.length > 1)
    wrongs.push(`${invoiceId} had ${open.size + intents.length} chargeable payments at once`)
  const [invoice] = database.rows<{ status: string }>('SELECT status FROM invoices WHERE id = ?', invoiceId)
  if (open.size + intents.length > 0 && (invoice?.status === 'paid' || invoice?.status === 'void'))
    wrongs.push(`${invoiceId} is ${invoice.status} and a payment of it was begun`)
}
