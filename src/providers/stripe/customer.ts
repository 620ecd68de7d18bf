import type { Answer } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'

type NewCustomer = { accountId: string; customerId: string; email: string | null; name: string | null }

/** The customer's counterpart at Stripe. The key holds what is sent, so that a repeat never sends it something else. */
export const createCustomer = ({ stripe }: StripeContext, customer: NewCustomer): Promise<Answer<string>> =>
  answer(async () => {
    const { accountId, customerId, email, name } = customer
    const metadata = { remit_account: accountId, remit_customer: customerId }
    const { id } = await stripe.customers.create(
      { metadata, ...(email && { email }), ...(name && { name }) },
      { idempotencyKey: `remit:${customerId}:${await fingerprint(`${email}\n${name}`)}` },
    )
    return id
  })

async function fingerprint(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest, 0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
