/** Where a payment's money arrives: which provider, and the merchant's account there. Each payment keeps both. */
export type ProviderAccount = { readonly name: string; readonly account: string }

/** Money the merchant says arrived, and nothing says where. */
export const elsewhere: ProviderAccount = { name: 'none', account: 'none' }

/** Providers that cannot be asked: their payments are booked by hand. */
export const offlineProviders = ['none', 'bank'] as const

export const isOffline = (provider: string): boolean => offlineProviders.some((name) => name === provider)
