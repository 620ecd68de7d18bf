import type { Account } from '../accounts/account.ts'
import type { Customer } from '../customers/customer.ts'
import { fits, isMethodType, type MethodType, methods } from './methods.ts'

/** In which currency a method is saved: it has to fit what the customer is charged in. */
export const savingCurrency = (account: Account, { currency }: Pick<Customer, 'currency'>): string =>
  currency ?? account.defaultCurrency

/** The types of methods that a customer may save without paying; none where the merchant keeps no methods. */
export function savableTypes(account: Account, customer: Pick<Customer, 'currency'>): MethodType[] {
  if (account.saveMethods === 'never') return []
  const toPay = { currency: savingCurrency(account, customer), collectionMethod: 'charge_automatically' } as const
  return account.paymentMethodTypes.filter(isMethodType).filter((type) => methods[type].reusable && fits(type, toPay))
}
