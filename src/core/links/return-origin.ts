import type { Account } from '../accounts/account.ts'

/** Whether customers may be led to a URL of the merchant's: one of the origins in their settings. */
export const isReturnAllowed = ({ returnOrigins }: Pick<Account, 'returnOrigins'>, url: string): boolean =>
  returnOrigins.includes(new URL(url).origin)
