import type { LinkKeySettings } from '../src/env.ts'
import type { SandboxAccount } from './sandbox/account.ts'
import type { Secrets } from './secrets.ts'
import { merchants } from './seed/merchants.ts'

type Urls = { readonly app: string; readonly database: string; readonly sandbox: string; readonly smtp: string }

/** The keys that links are signed with. */
export const linkKeysOf = ({ linkKey }: Secrets): LinkKeySettings => ({ current: 'k1', keys: { k1: linkKey } })

/** The Worker's variables in the local world: the same as in production, with URLs on loopback. */
export const workerVars = (secrets: Secrets, { app, database, sandbox, smtp }: Urls): Record<string, string> => ({
  APP_URL: app,
  DATABASE_URL: database,
  LINK_KEYS: JSON.stringify(linkKeysOf(secrets)),
  PAYMENT_ACCOUNTS: JSON.stringify(
    Object.fromEntries(
      merchants.map(({ account, providerAccount }) => {
        const { providerKey, webhookSecret } = secrets.merchants[account.id]!
        return [account.id, { account: providerAccount, secretKey: providerKey, webhookSecrets: [webhookSecret] }]
      }),
    ),
  ),
  MAIL_TRANSPORT: 'smtp',
  MAIL_FROM: 'invoices@remit.example',
  SMTP_URL: withAnyUser(smtp),
  OPERATOR_NAME: 'Remit Sandbox',
  OPERATOR_CONTACT: 'sandbox@remit.example',
  SANDBOX_URL: sandbox,
})

/** The mailbox requires a name and a password, as real servers do, and accepts any. */
function withAnyUser(smtp: string): string {
  const url = new URL(smtp)
  return `${url.protocol}//remit:sandbox@${url.host}`
}

/** The merchants' accounts at the sandbox provider, with the URLs of their webhooks. */
export const sandboxAccounts = (secrets: Secrets, app: string): SandboxAccount[] =>
  merchants.map(({ account, providerAccount }) => {
    const { providerKey, webhookSecret } = secrets.merchants[account.id]!
    return {
      id: providerAccount,
      secretKey: providerKey,
      webhookUrl: `${app}/hooks/stripe/${account.id}`,
      webhookSecret,
      country: account.country,
      currency: account.defaultCurrency,
      name: account.name,
    }
  })
