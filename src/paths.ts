import type { EInvoiceFormat } from './core/documents/stored-document.ts'

/** A path from parts that may be untrusted; each is encoded and stays one part. */
const at = (...parts: readonly string[]): string => `/${parts.map((part) => encodeURIComponent(part)).join('/')}`

/** Fills in the code of a mail. */
const codeQuery = (code: string | undefined): string => (code === undefined ? '' : `?code=${encodeURIComponent(code)}`)

/** All internal paths, so that no view or mail spells one. `linkUrl` makes them absolute with the configured origin. */
export const paths = {
  // The place of an invoice's page is its link's token, or its id where the browser has the link in a cookie.
  invoice: (place: string) => at('i', place),
  olderVersion: (place: string) => `${at('i', place)}?version=this`,
  invoicePanel: (place: string) => at('i', place, 'panel'),
  payments: (place: string) => at('i', place, 'payments'),
  paymentReturn: (place: string, paymentId: string) => at('i', place, 'payments', paymentId, 'return'),
  views: (place: string) => at('i', place, 'views'),
  invoicePdf: (place: string) => at('i', place, 'invoice.pdf'),
  eInvoice: (place: string, format: EInvoiceFormat) => at('i', place, `${format}.xml`),
  receiptPdf: (place: string, paymentId: string) => at('i', place, 'payments', paymentId, 'receipt.pdf'),
  verify: () => at('verify'),
  verification: (code: string) => at('verify', code),
  // The deployment's own page to sign in, which then leads on to a merchant's portal.
  deploymentLogin: () => at('portal'),
  deploymentSignIn: (signInId: string, code?: string) => at('portal', signInId) + codeQuery(code),
  deploymentChoice: (signInId: string) => at('portal', signInId, 'customer'),
  portal: (accountId: string) => at('p', accountId),
  portalLogin: (accountId: string) => at('p', accountId, 'login'),
  portalSignIn: (accountId: string, signInId: string, code?: string) =>
    at('p', accountId, 'login', signInId) + codeQuery(code),
  portalChoice: (accountId: string, signInId: string) => at('p', accountId, 'login', signInId, 'customer'),
  portalEntry: (accountId: string, secret: string) => at('p', accountId, 'session', secret),
  portalConfirmation: (accountId: string) => at('p', accountId, 'confirmation'),
  portalInvoices: (accountId: string) => at('p', accountId, 'invoices'),
  portalInvoice: (accountId: string, invoiceId: string) => at('p', accountId, 'invoices', invoiceId),
  portalCorrection: (accountId: string) => at('p', accountId, 'correction'),
  portalCorrectionOf: (accountId: string, invoiceId: string) =>
    `${at('p', accountId, 'correction')}?${new URLSearchParams({ invoice: invoiceId })}`,
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
  portalPasskeys: (accountId: string) => at('p', accountId, 'passkeys'),
  portalPasskeyOptions: (accountId: string) => at('p', accountId, 'passkeys', 'options'),
  portalPasskeyChallenge: (accountId: string) => at('p', accountId, 'passkeys', 'challenge'),
  portalPasskeySignIn: (accountId: string) => at('p', accountId, 'passkeys', 'sign-in'),
  portalPasskeyRemoval: (accountId: string, passkeyId: string) => at('p', accountId, 'passkeys', passkeyId, 'removal'),
  portalData: (accountId: string) => at('p', accountId, 'data'),
  portalDataZip: (accountId: string) => at('p', accountId, 'data.zip'),
  portalErasureRequest: (accountId: string) => at('p', accountId, 'erasure-request'),
  portalErasureWithdrawal: (accountId: string) => at('p', accountId, 'erasure-request', 'withdrawal'),
  portalSessions: (accountId: string) => at('p', accountId, 'sessions'),
  portalSessionEnd: (accountId: string, sessionId: string) => at('p', accountId, 'sessions', sessionId, 'end'),
  portalLinks: (accountId: string) => at('p', accountId, 'links'),
  portalLinkRevocation: (accountId: string, invoiceId: string, linkId: string) =>
    at('p', accountId, 'invoices', invoiceId, 'links', linkId, 'revocation'),
  logo: (accountId: string, hash: string) => at('logos', accountId, hash),
  providerEvents: (accountId: string) => at('hooks', 'stripe', accountId),
} as const

/** An absolute URL, with the configured origin and never that of a request. */
export const linkUrl = (origin: string, path: string): string => new URL(path, origin).href
