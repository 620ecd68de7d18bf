import type { Account, Branding } from '../../core/accounts/account.ts'
import type { Operator } from '../../env.ts'
import { safeUrl } from '../parts/safe-url.ts'

/** Whose letter it is, in whose colours, and how to reach them. */
export type Sender = Pick<Account, 'id' | 'name' | 'supportEmail' | 'supportPhone' | 'website'> & {
  readonly branding: Branding | null
}

/** What a deployment is called where it speaks for no merchant: its operator's name, or where there is none, its host. */
export const deploymentName = ({
  operator,
  origin,
}: {
  readonly operator: Operator | null
  readonly origin: string
}): string => operator?.name ?? new URL(origin).host

/** The deployment as the sender of a letter that speaks for no merchant. */
export function deploymentSender(deployment: { readonly operator: Operator | null; readonly origin: string }): Sender {
  const contact = deployment.operator?.contact ?? null
  const website = safeUrl(contact)?.href ?? null
  return {
    id: 'deployment',
    name: deploymentName(deployment),
    branding: null,
    supportEmail: website === null ? contact : null,
    supportPhone: null,
    website,
  }
}
