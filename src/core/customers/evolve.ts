import { assert } from '../assert.ts'
import type { Recorded } from '../recorded.ts'
import { balanceMinorIn, type Customer, type CustomerEvent, type MethodSetup, type SavedMethod } from './customer.ts'

/** Applies one event to a customer; null once deleted. */
export function evolve(customer: Customer | null, { seq, at, event }: Recorded<CustomerEvent>): Customer | null {
  if (event.type === 'customer.created') {
    const { accountId, id, details } = event
    return { ...details, accountId, id, createdAt: at, version: 1, balances: {}, methods: [], providerCustomerId: null }
  }
  // Also of a customer who was deleted before, whose history is still there.
  if (event.type === 'customer.erased') return null
  assert(customer && seq === customer.version + 1, 'events follow each other without a gap')
  const next = apply(customer, event, at)
  return next && { ...next, version: seq }
}

function apply(
  customer: Customer,
  event: Exclude<CustomerEvent, { type: 'customer.created' | 'customer.erased' }>,
  at: number,
): Customer | null {
  switch (event.type) {
    case 'customer.updated':
      return { ...customer, ...event.details }
    case 'customer.deleted':
      return null
    case 'customer.balance_changed':
      return {
        ...customer,
        currency: customer.currency ?? event.currency,
        balances: {
          ...customer.balances,
          [event.currency]: balanceMinorIn(customer, event.currency) + event.amountMinor,
        },
      }
    case 'customer.address_refused':
      return { ...customer, refusedAddresses: [...without(customer, event.address), event.address] }
    case 'customer.address_accepted':
      return { ...customer, refusedAddresses: without(customer, event.address) }
    case 'customer.linked':
      return { ...customer, providerCustomerId: event.providerCustomerId }
    case 'customer.method_saved':
      return { ...customer, methods: withMethod(customer.methods, event.method) }
    case 'customer.method_removed':
      return {
        ...customer,
        methods: customer.methods.filter(({ id }) => id !== event.methodId),
        defaultPaymentMethod: customer.defaultPaymentMethod === event.methodId ? null : customer.defaultPaymentMethod,
        ...(event.by && { removedMethods: [...(customer.removedMethods ?? []), event.methodId] }),
      }
    case 'customer.automatic_payment_switched':
      return { ...customer, automaticPayment: { isOn: event.isOn, at, consent: event.consent } }
    case 'customer.erasure_requested':
      return { ...customer, erasureRequestedAt: at }
    case 'customer.erasure_request_withdrawn':
      return { ...customer, erasureRequestedAt: null }
    case 'customer.method_setup_started': {
      const { setupId: id, makesDefault, request } = event
      const blank = { providerSessionId: null, methodId: null, isEnded: false }
      return { ...customer, methodSetup: { id, startedAt: at, makesDefault, request, ...blank } }
    }
    case 'customer.method_setup_opened': {
      const { setupId, providerSessionId } = event
      return { ...customer, methodSetup: changed(customer, setupId, { providerSessionId }) }
    }
    case 'customer.method_setup_ended':
      return {
        ...customer,
        methodSetup: changed(customer, event.setupId, { methodId: event.methodId, isEnded: true }),
      }
  }
}

const without = ({ refusedAddresses = [] }: Customer, address: string) =>
  refusedAddresses.filter((one) => one !== address)

function changed({ methodSetup }: Customer, setupId: string, changes: Partial<MethodSetup>): MethodSetup {
  assert(methodSetup?.id === setupId, 'only the latest set-up changes')
  return { ...methodSetup, ...changes }
}

const withMethod = (methods: readonly SavedMethod[], method: SavedMethod) => [
  ...methods.filter(({ id }) => id !== method.id),
  method,
]
