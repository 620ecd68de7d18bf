import { merchant } from './actors.ts'
import type { ProviderCall, World } from './world.ts'

const seen = new WeakMap<World, Map<string, string>>()

/** Checks what must hold whenever a call takes effect at the provider. */
export function watchProvider(world: World, { method, path, key, body }: ProviderCall): void {
  if (method !== 'POST') return
  const isOurs = /^remit[:_-]/.test(key ?? '')
  if (!isOurs) world.violations.push(`a call that changes something has no key of ours: ${path}`)
  const bodies = seen.get(world) ?? new Map<string, string>()
  seen.set(world, bodies)
  const before = bodies.get(key ?? '')
  if (before !== undefined && before !== body) world.violations.push(`one key carried two different requests: ${path}`)
  bodies.set(key ?? '', body)
  const params = new URLSearchParams(body)
  const [paymentId, invoiceId] = ['remit_payment', 'remit_invoice'].map((name) => params.get(`metadata[${name}]`))
  if (paymentId) isWrittenFirst(world, paymentId)
  if (invoiceId) atMostOneChargeable(world, invoiceId)
}

function isWrittenFirst({ database, violations }: World, paymentId: string): void {
  const [written] = database.rows('SELECT 1 FROM payments WHERE id = ?', paymentId)
  if (!written) violations.push(`${paymentId} reached the provider before it was written down`)
}

const chargeable: ReadonlySet<string> = new Set(['requires_action', 'requires_capture', 'processing'])

function atMostOneChargeable({ sandbox, violations, database }: World, invoiceId: string): void {
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
    violations.push(`${invoiceId} had ${open.size + intents.length} chargeable payments at once`)
  const [invoice] = database.rows<{ status: string }>('SELECT status FROM invoices WHERE id = ?', invoiceId)
  if (open.size + intents.length > 0 && (invoice?.status === 'paid' || invoice?.status === 'void'))
    violations.push(`${invoiceId} is ${invoice.status} and a payment of it was started`)
}
