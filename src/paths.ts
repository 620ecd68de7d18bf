import type { EInvoiceFormat } from './core/documents/stored-document.ts'

/** A path from parts that may be untrusted; each is encoded and stays one part. */
const at = (...parts: readonly string[]): string => `/${parts.map((part) => encodeURIComponent(part)).join('/')}`

/** All internal paths, so that no view or mail spells one. `linkUrl` makes them absolute with the configured origin. */
export const paths = {
  invoice: (token: string) => at('i', token),
  invoicePanel: (token: string) => at('i', token, 'panel'),
  payments: (token: string) => at('i', token, 'payments'),
  paymentReturn: (token: string, paymentId: string) => at('i', token, 'payments', paymentId, 'return'),
  views: (token: string) => at('i', token, 'views'),
  invoicePdf: (token: string) => at('i', token, 'invoice.pdf'),
  eInvoice: (token: string, format: EInvoiceFormat) => at('i', token, `${format}.xml`),
  receiptPdf: (token: string, paymentId: string) => at('i', token, 'payments', paymentId, 'receipt.pdf'),
  verify: () => at('verify'),
  verification: (code: string) => at('verify', code),
  portal: (accountId: string) => at('p', accountId),
  portalLogin: (accountId: string) => at('p', accountId, 'login'),
  portalSignIn: (accountId: string, signInId: string, code?: string) =>
    at('p', accountId, 'login', signInId) + (code === undefined ? '' : `?code=${encodeURIComponent(code)}`),
  portalChoice: (accountId: string, signInId: string) => at('p', accountId, 'login', signInId, 'customer'),
  portalEntry: (accountId: string, secret: string) => at('p', accountId, 'session', secret),
  portalInvoices: (accountId: string) => at('p', accountId, 'invoices'),
  portalInvoice: (accountId: string, invoiceId: string) => at('p', accountId, 'invoices', invoiceId),
  portalPay: (accountId: string) => at('p', accountId, 'pay'),
  /** With all chosen that is open of what was issued until a day. */
  portalPayUntil: (accountId: string, currency: string, until: string) =>
    `${at('p', accountId, 'pay')}?${new URLSearchParams({ currency, until })}`,
  portalPayments: (accountId: string) => at('p', accountId, 'payments'),
  portalPaymentReturn: (accountId: string) => at('p', accountId, 'payments', 'return'),
  portalStatement: (accountId: string) => at('p', accountId, 'statement'),
  portalStatementPdf: (accountId: string) => at('p', accountId, 'statement.pdf'),
  portalStatementCsv: (accountId: string) => at('p', accountId, 'statement.csv'),
  portalYearCsv: (accountId: string, year: string) => at('p', accountId, 'years', year, 'invoices.csv'),
  portalYearZip: (accountId: string, year: string) => at('p', accountId, 'years', year, 'documents.zip'),
  portalMethods: (accountId: string) => at('p', accountId, 'methods'),
  portalAutomaticPayment: (accountId: string) => at('p', accountId, 'automatic-payment'),
  portalDetails: (accountId: string) => at('p', accountId, 'details'),
  portalQuestions: (accountId: string) => at('p', accountId, 'questions'),
  portalPurchaseOrder: (accountId: string) => at('p', accountId, 'purchase-order'),
  portalPromises: (accountId: string) => at('p', accountId, 'promises'),
  portalContacts: (accountId: string) => at('p', accountId, 'contacts'),
  portalSetupReturn: (accountId: string, setupId: string) => at('p', accountId, 'methods', 'setups', setupId, 'return'),
  portalMethodDefault: (accountId: string, methodId: string) => at('p', accountId, 'methods', methodId, 'default'),
  portalMethodRemoval: (accountId: string, methodId: string) => at('p', accountId, 'methods', methodId, 'removal'),
  portalSessions: (accountId: string) => at('p', accountId, 'sessions'),
  portalSessionEnd: (accountId: string, sessionId: string) => at('p', accountId, 'sessions', sessionId, 'end'),
  logo: (accountId: string, hash: string) => at('logos', accountId, hash),
  providerEvents: (accountId: string) => at('hooks', 'stripe', accountId),
} as const

/** An absolute URL, with the configured origin and never that of a request. */
export const linkUrl = (origin: string, path: string): string => new URL(path, origin).href
