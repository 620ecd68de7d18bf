import { changesTo } from '../changes.ts'
import { parsePrefix } from '../numbering/prefix.ts'
import { ok, type Result, refuse } from '../result.ts'
import type { Account, AccountEvent, AccountSettings, Branding } from './account.ts'

/** An account with these settings. Refuses `number_prefix_invalid`, and rounding that e-invoices cannot express. */
export function create(id: string, livemode: boolean, settings: AccountSettings): Result<AccountEvent[]> {
  if (!parsePrefix(settings.numbering.prefix).ok) return refuse('number_prefix_invalid')
  if (settings.eInvoices && settings.rounding === 'line') return refuse('e_invoice_tax_rounding', { param: 'rounding' })
  return ok([{ type: 'account.created', id, livemode, settings }])
}

/** Settings to change; those that are left out stay. */
export type WantedSettings = Partial<Omit<AccountSettings, 'branding'>> & { readonly branding?: Partial<Branding> }

/**
 * What changes an account to these settings: nothing where it has them. E-invoices bring rounding per invoice with them. Refuses
 * `number_prefix_invalid`, and rounding that e-invoices cannot express.
 */
export function change(account: Account, wanted: WantedSettings): Result<AccountEvent[]> {
  const { branding: look = {}, bankAccounts = account.bankAccounts, ...rest } = wanted
  const { eInvoices = account.eInvoices } = wanted
  if (eInvoices && wanted.rounding === 'line') return refuse('e_invoice_tax_rounding', { param: 'rounding' })
  const settings = changesTo<AccountSettings>(account, { ...rest, ...(eInvoices && { rounding: 'invoice' }) })
  if (settings.numbering && !parsePrefix(settings.numbering.prefix).ok) return refuse('number_prefix_invalid')
  const branding = changesTo<Branding>(account.branding, look)
  const others = changesTo<AccountSettings>(account, { bankAccounts })
  return ok([
    ...(isEmpty(settings) ? [] : [{ type: 'account.updated' as const, settings }]),
    ...(isEmpty(branding) ? [] : [{ type: 'account.branding_changed' as const, branding }]),
    ...(isEmpty(others) ? [] : [{ type: 'account.bank_accounts_changed' as const, bankAccounts }]),
  ])
}

const isEmpty = (changes: object): boolean => Object.keys(changes).length === 0
