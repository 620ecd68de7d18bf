import { merchant } from './actors.ts'
import type { ProviderCall, World } from './world.ts'

const seen = new WeakMap<World, Map<string, string>>()

/** Checks what must hold whenever a call takes effect at the provider. */
export function watchProvider(world: World, call: ProviderCall): void {
  const { method, path, key, body } = call
  isNotCanceledKnowingly(world, call)
  if (method !== 'POST') return
  const isOurs = /^remit[:_-]/.test(key ?? '')
  if (!isOurs) world.violations.push(`a call that changes something has no key of ours: ${path}`)
  const bodies = seen.get(world) ?? new Map<string, string>()
  seen.set(world, bodies)
  const before = bodies.get(key ?? '')
  if (before !== undefined && before !== body) world.violations.push(`one key carried two different requests: ${path}`)
  bodies.set(key ?? '', body)
  const params = new URLSearchParams(body)
  const paymentId = params.get('metadata[remit_payment]')
  if (!paymentId) return
  isWrittenFirst(world, paymentId)
  for (const invoiceId of invoicesOfPayment(world, paymentId)) atMostOneChargeable(world, invoiceId)
}

/** The ids of the invoices that a payment is for, by the id that the provider knows. */
export const invoicesOfPayment = ({ database }: World, paymentId: string | undefined): string[] =>
  database
    .rows<{ id: string }>('SELECT invoice_id AS id FROM payments WHERE id = ? OR part_of = ?', paymentId, paymentId)
    .map(({ id }) => id)

/** By task and payment, how much of its transfer had arrived when the task last read it; minor units. */
const reads = new WeakMap<ProviderCall['by'], Map<string, number>>()

/** A task that has read that a part of a transfer arrived does not cancel its payment. */
function isNotCanceledKnowingly({ sandbox, violations }: World, { method, path, by }: ProviderCall): void {
  const [, id = '', verb] = /^\/v1\/(?:payment_intents|checkout\/sessions)\/(\w+)(\/cancel)?/.exec(path) ?? []
  if (id === '' || (method === 'POST') !== (verb !== undefined)) return
  const payment = sandbox.truth(merchant.providerAccount).payments.find((one) => one.id === id || one.session === id)
  if (!payment) return
  const seen = reads.get(by) ?? new Map<string, number>()
  reads.set(by, seen)
  if (method !== 'POST') seen.set(payment.id, payment.amountTransferred)
  else if (payment.amountReturned > 0 && (seen.get(payment.id) ?? 0) > 0)
    violations.push(`${payment.id} was canceled with ${payment.amountReturned} of its transfer there`)
}

function isWrittenFirst({ database, violations }: World, paymentId: string): void {
  const [written] = database.rows('SELECT 1 FROM payments WHERE id = ?', paymentId)
  if (!written) violations.push(`${paymentId} reached the provider before it was written down`)
}

const chargeable: ReadonlySet<string> = new Set(['requires_action', 'requires_capture', 'processing'])

function atMostOneChargeable(world: World, invoiceId: string): void {
  const { sandbox, violations, database } = world
  const { payments, sessions } = sandbox.truth(merchant.providerAccount)
  const isForThis = ({ metadata }: { metadata: Record<string, string> }) =>
    invoicesOfPayment(world, metadata.remit_payment).includes(invoiceId)
  const open = new Set(sessions.filter((one) => one.status === 'open' && isForThis(one)).map(({ id }) => id))
  const intents = payments.filter((one) => chargeable.has(one.status) && !open.has(one.session ?? '') && isForThis(one))
  if (open.size + intents.length > 1)
    violations.push(`${invoiceId} had ${open.size + intents.length} chargeable payments at once`)
  const [invoice] = database.rows<{ status: string }>('SELECT status FROM invoices WHERE id = ?', invoiceId)
  if (open.size + intents.length > 0 && (invoice?.status === 'paid' || invoice?.status === 'void'))
    violations.push(`${invoiceId} is ${invoice.status} and a payment of it was started`)
}
