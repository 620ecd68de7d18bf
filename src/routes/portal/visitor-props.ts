import type { Context } from 'hono'
import type { Account } from '../../core/accounts/account.ts'
import type { PortalConfiguration } from '../../core/portal/configuration.ts'
import { merchantPortal } from '../../db/repositories/portal-configurations.ts'
import type { Env } from '../../http/env.ts'
import { pageProps } from '../../http/pages.tsx'
import { portalI18n } from '../../views/i18n.ts'
import { chooseLocale } from '../../views/words/locale.ts'

export type Merchant = { readonly account: Account; readonly configuration: PortalConfiguration }

/** The merchant whose sign-in page this is; null where there is none, or no such page. */
export async function merchantOf(c: Context<Env>): Promise<Merchant | null> {
  const { deps } = c.var
  const accountId = c.req.param('account') ?? ''
  deps.enter(accountId)
  const merchant = await merchantPortal(deps.db, accountId)
  return merchant?.configuration.hasLoginPage ? merchant : null
}

export function entryProps(c: Context<Env>, { account, configuration }: Merchant) {
  const { nonce, assets } = pageProps(c)
  const locale = chooseLocale([], c.req.header('accept-language') ?? null, account.locale)
  return { account, configuration, nonce, assets, i18n: portalI18n({ locale, timeZone: account.timeZone }) }
}

export const userAgentOf = (c: Context<Env>): string => (c.req.header('user-agent') ?? '').slice(0, 300)
