import { hex } from '../../core/hex.ts'
import type { Answer } from '../provider.ts'
import { answer } from './answer.ts'
import type { StripeContext } from './context.ts'

type NewCustomer = { accountId: string; customerId: string; email: string | null; name: string | null }

/** Creates the customer at Stripe. The key contains a hash of the content, since Stripe refuses a used key with other content. */
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
  return hex(digest.slice(0, 8))
}
