/** A path of parts that may be a stranger's words: whatever is in one, it stays that part. */
const at = (...parts: readonly string[]): string => `/${parts.map((part) => encodeURIComponent(part)).join('/')}`

/** Every internal URL, so that no view or mail spells one. Absolute ones are made by `linkUrl` from the configured origin. */
export const paths = {
  invoice: (token: string) => at('i', token),
  invoicePanel: (token: string) => at('i', token, 'panel'),
  payments: (token: string) => at('i', token, 'payments'),
  paymentReturn: (token: string, paymentId: string) => at('i', token, 'payments', paymentId, 'return'),
  views: (token: string) => at('i', token, 'views'),
  logo: (accountId: string, hash: string) => at('logos', accountId, hash),
  providerEvents: (accountId: string) => at('hooks', 'stripe', accountId),
} as const

/** The address a customer gets: the configured origin, never one taken from a request. */
export const linkUrl = (origin: string, path: string): string => new URL(path, origin).href
