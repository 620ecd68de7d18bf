/** Every internal URL, so that no view or mail spells one. Absolute ones are made by `linkUrl` from the configured origin. */
export const paths = {
  invoice: (token: string) => `/i/${token}`,
  invoicePanel: (token: string) => `/i/${token}/panel`,
  payments: (token: string) => `/i/${token}/payments`,
  paymentReturn: (token: string, paymentId: string) => `/i/${token}/payments/${paymentId}/return`,
  views: (token: string) => `/i/${token}/views`,
  logo: (accountId: string, hash: string) => `/logos/${accountId}/${hash}`,
  providerEvents: (accountId: string) => `/hooks/stripe/${accountId}`,
} as const

/** The address a customer gets: the configured origin, never one taken from a request. */
export const linkUrl = (origin: string, path: string): string => new URL(path, origin).href
