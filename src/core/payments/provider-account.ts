/** Where a payment's money arrives: which provider, and the merchant's account there. Each payment keeps both. */
export type ProviderAccount = { readonly name: string; readonly account: string }

/** For money that the merchant recorded without a bank account. */
export const elsewhere: ProviderAccount = { name: 'none', account: 'none' }

/** Providers without an API: their payments are recorded by the merchant. */
export const offlineProviders = ['none', 'bank'] as const

export const isOffline = (provider: string): boolean => offlineProviders.some((name) => name === provider)
