import type { FaultRequest } from '../../dev/sandbox/faults.ts'
import type { TruePayment, Truth } from '../../dev/sandbox/truth.ts'
import { type Merchant, world } from './merchant.ts'

/** Calls one of the sandbox provider's controls and returns its response. Throws where it is refused. */
export async function control<T>(method: string, path: string, params?: object): Promise<T> {
  const answer = await fetch(`${world.sandbox}/_sandbox/${path}`, {
    method,
    ...(params && { body: JSON.stringify(params) }),
  })
  const body = (await answer.json()) as T
  if (!answer.ok) throw new Error(`The provider refused ${method} ${path}: ${JSON.stringify(body)}`)
  return body
}

/** The provider's ground truth of a merchant's account. */
export const truthOf = ({ providerAccount }: Merchant): Promise<Truth> =>
  control('GET', `truth?account=${providerAccount}`)

/** The provider's payments of an invoice, in any status. */
export async function providerPayments(merchant: Merchant, invoiceId: string): Promise<TruePayment[]> {
  const { payments } = await truthOf(merchant)
  return payments.filter(({ metadata }) => metadata.remit_invoice === invoiceId)
}

/** Money arrives (minor units) on the account that the provider keeps for the customer who chose to transfer for an invoice. */
export async function transferFor(merchant: Merchant, invoiceId: string, amount: number): Promise<void> {
  const payment = (await providerPayments(merchant, invoiceId)).find(({ method }) => method === 'customer_balance')
  if (!payment) throw new Error(`Nobody chose to transfer for ${invoiceId}.`)
  const { customer, currency } = payment
  await control('POST', 'transfers', { account: merchant.providerAccount, customer, currency, amount })
}

/** Injects a fault at the provider for one merchant: once, or as often as `times` says. */
export const injectFault = ({ providerAccount }: Merchant, fault: FaultRequest) =>
  control<{ id: string }>('POST', 'faults', { account: providerAccount, times: 1, ...fault })

export const webhooks = ({ providerAccount }: Merchant, command: 'pause' | 'resume' | 'drop') =>
  control('POST', `webhooks/${command}`, { account: providerAccount })
