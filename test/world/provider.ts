import type { FaultRequest } from '../../dev/sandbox/faults.ts'
import type { TruePayment, Truth } from '../../dev/sandbox/truth.ts'
import { type Merchant, world } from './merchant.ts'

/** Asks one of the sandbox provider's controls, and answers what it says. Throws what it refuses. */
export async function control<T>(method: string, path: string, asked?: object): Promise<T> {
  const answer = await fetch(`${world.sandbox}/_sandbox/${path}`, {
    method,
    ...(asked && { body: JSON.stringify(asked) }),
  })
  const body = (await answer.json()) as T
  if (!answer.ok) throw new Error(`The provider refused ${method} ${path}: ${JSON.stringify(body)}`)
  return body
}

/** What really happened at the provider. */
export const truthOf = ({ providerAccount }: Merchant): Promise<Truth> =>
  control('GET', `truth?account=${providerAccount}`)

/** The payments that the provider has made for one invoice, in whatever state. */
export async function truePayments(merchant: Merchant, invoiceId: string): Promise<TruePayment[]> {
  const { payments } = await truthOf(merchant)
  return payments.filter(({ metadata }) => metadata.remit_invoice === invoiceId)
}

/** Lets something go wrong at a merchant's provider: the next time, or as often as it says. */
export const goWrong = ({ providerAccount }: Merchant, fault: FaultRequest) =>
  control<{ id: string }>('POST', 'faults', { account: providerAccount, times: 1, ...fault })

export const webhooks = ({ providerAccount }: Merchant, deed: 'pause' | 'resume' | 'drop') =>
  control('POST', `webhooks/${deed}`, { account: providerAccount })
