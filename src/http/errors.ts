import type { RefusalCode } from '../core/refusals.ts'
import type { Refusal } from '../core/result.ts'

type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error'

type ErrorRow = {
  readonly status: 400 | 401 | 402 | 403 | 404 | 405 | 409 | 413 | 429 | 500 | 503
  readonly type: ErrorType
  /** The message; `{name}` is filled from the refusal's param and values. */
  readonly message: string
  /** The code on the wire if it differs from ours; `{name}` is filled too. */
  readonly code?: string
}

const row =
  (status: ErrorRow['status'], type: ErrorType) =>
  (message: string, code?: string): ErrorRow => ({ status, type, message, code })

const badRequest = row(400, 'invalid_request_error')
const unavailable = row(503, 'api_error')

/** The API error for each refusal: Stripe's status and type (docs.stripe.com/api/errors), and a message. */
const errors: Readonly<Record<RefusalCode, ErrorRow>> = {
  account_mismatch: row(403, 'invalid_request_error')(
    'This key does not belong to the account named in Stripe-Account.',
    'account_invalid',
  ),
  amount_changed: badRequest('The amount to pay has changed since it was shown.'),
  amount_invalid: badRequest(
    'Invalid amount: {param} must be a whole number of the smallest unit that {currency} has.',
  ),
  amount_too_fine: badRequest('The amount is finer than the payment networks carry in this currency.'),
  amount_too_large: badRequest('The amount is larger than an invoice can carry (12 digits).'),
  amount_too_small: badRequest('The amount is smaller than can be charged.'),
  api_key_invalid: row(401, 'invalid_request_error')('Invalid API Key provided: {key}'),
  api_key_missing: row(
    401,
    'invalid_request_error',
  )(
    "You did not provide an API key. Provide your secret key in the Authorization header, as 'Authorization: Bearer YOUR_SECRET_KEY', or as the user name of Basic authentication.",
  ),
  api_version_invalid: badRequest('Invalid Stripe-Version: {value}. It must be written as in {known}.'),
  body_malformed: badRequest('The request could not be read: it has {reason}.'),
  body_too_large: row(413, 'invalid_request_error')('The request body is larger than {mostBytes} bytes.'),
  conflict: row(429, 'invalid_request_error')(
    'This object cannot be accessed right now because another request is changing it. Try again.',
    'lock_timeout',
  ),
  coupon_exhausted: badRequest('The coupon {id} has been redeemed as often as it may be.', 'coupon_expired'),
  coupon_expired: badRequest('The coupon {id} has expired.'),
  currency_mismatch: badRequest('{param}: the currency must be {currency} here.'),
  currency_unknown: badRequest('Invalid currency: {value}. It must be a three-letter ISO code of an active currency.'),
  customer_deleted: badRequest('The customer of this invoice has been deleted.'),
  customer_has_open_invoices: badRequest(
    'The customer has open invoices. They must be paid, voided or marked uncollectible first.',
  ),
  customer_email_missing: badRequest('The customer has no email address to send the invoice to.', 'missing_email'),
  database_unavailable: unavailable('The service is not available right now. Nothing was lost; try again in a moment.'),
  day_invalid: badRequest('Invalid day: {param} must be written as YYYY-MM-DD.'),
  decimal_invalid: badRequest(
    'Invalid decimal: {param} must be written plainly, as in 12.5, with few enough decimals.',
  ),
  discount_invalid: badRequest('Invalid discount: {param}.'),
  discounts_too_many: badRequest('{param} can hold at most {most} discounts.'),
  documents_too_many: badRequest('There are more than {most} documents.'),
  due_before_issue: badRequest('The due date must not be before the day the invoice is issued.'),
  e_invoice_country_unknown: badRequest('An e-invoice cannot name this country: {param}.'),
  e_invoice_currency_unsupported: badRequest('An e-invoice cannot be in this currency.'),
  e_invoice_field_missing: badRequest('An e-invoice needs {field}, which is missing: {param}.'),
  e_invoice_tax_not_vat: badRequest('An e-invoice can only name value added taxes: {param}.'),
  e_invoice_tax_rate_too_low: badRequest('An e-invoice cannot name a tax rate below half a percent: {param}.'),
  e_invoice_tax_rounding: badRequest(
    'An e-invoice cannot express tax that is rounded on each line: it has the rate on the sum, rounded once.',
  ),
  e_invoice_taxes_combined: badRequest('A line of an e-invoice can have one tax rate only: {param}.'),
  email_invalid: badRequest('Invalid email address: {value}.'),
  expansion_unknown: badRequest('This property cannot be expanded ({path}).'),
  forbidden_origin: row(403, 'invalid_request_error')('Requests from this origin are not allowed.'),
  idempotency_key_in_use: row(
    409,
    'invalid_request_error',
  )('There is currently another in-progress request using this Idempotency-Key. Try again later.'),
  idempotency_key_invalid: badRequest('The Idempotency-Key must have 1 to 255 printable characters.'),
  idempotency_mismatch: row(
    400,
    'idempotency_error',
  )(
    "Keys for idempotent requests can only be used with the same parameters they were first used with. Use another key than '{key}' for a different request.",
  ),
  invoice_already_paid: badRequest('Invoice is already paid.'),
  invoice_no_customer_line_items: badRequest('Nothing to invoice: the invoice has no lines.'),
  invoice_no_payment_method_types: badRequest(
    'No payment method type fits the currency, amount and collection method of this invoice.',
  ),
  invoice_not_editable: badRequest('This invoice can no longer be changed in this way: {param}'),
  invoice_not_open: badRequest('This is only possible while the invoice is open.', 'status_transition_invalid'),
  invoice_number_taken: badRequest(
    'Another invoice has this number already; small letters and capitals count as the same.',
    'resource_already_exists',
  ),
  invoice_paid_not_voidable: badRequest(
    'An invoice with a received payment cannot be voided or revised.',
    'status_transition_invalid',
  ),
  invoice_void: badRequest('The invoice is void.', 'status_transition_invalid'),
  lines_too_many: badRequest('An invoice can have at most {most} lines.'),
  livemode_mismatch: row(401, 'invalid_request_error')('The mode of this key is not the mode of its account.'),
  method_not_allowed: row(405, 'invalid_request_error')('{method} is not possible at this URL. Possible: {allow}.'),
  not_found: row(404, 'invalid_request_error')('Unrecognized request URL ({method}: {path}).'),
  number_prefix_invalid: badRequest(
    'Invalid {param}: 1 to 12 capitals, digits and inner hyphens that no other prefix has.',
  ),
  number_sequence_exhausted: badRequest('This series of invoice numbers is used up.'),
  object_missing: row(404, 'invalid_request_error')("No such {noun}: '{id}'", 'resource_missing'),
  overpayment: badRequest('The amount is more than remains to be paid.'),
  parameter_invalid: badRequest('Invalid {param}: {reason}.'),
  parameter_invalid_empty: badRequest(
    "You passed an empty string for '{param}'. We assume empty values are an attempt to unset a parameter; however '{param}' cannot be unset.",
  ),
  parameter_invalid_integer: badRequest('Invalid integer: {value}'),
  parameter_missing: badRequest('Missing required param: {param}.'),
  parameter_unknown: badRequest('Received unknown parameter: {param}'),
  parameters_exclusive: badRequest('You may only specify one of these parameters: {param}, {other}.'),
  payment_attempts_too_many: badRequest(
    'Too many payments of this invoice have failed. It can still be paid out of band.',
    'payment_intent_unexpected_state',
  ),
  payment_failed: row(402, 'card_error')('The payment was declined.', '{code}'),
  payment_in_progress: badRequest(
    'A payment for this invoice is already in progress.',
    'payment_intent_unexpected_state',
  ),
  payment_method_attached: badRequest('The payment method you provided has already been attached to a customer.'),
  payment_method_default: badRequest('This is the default payment method. Choose another one as default to remove it.'),
  payment_method_missing: badRequest(
    'There is no payment method to charge: neither the invoice nor its customer has a saved one.',
    'resource_missing',
  ),
  payment_method_needed: badRequest('This is the only payment method, and an open invoice is charged to it.'),
  payment_method_unfit: badRequest(
    'This payment method cannot be used for this invoice.',
    'payment_method_invalid_parameter',
  ),
  payment_methods_too_many: badRequest('A customer can have at most 20 saved payment methods.'),
  payment_provider_unavailable: unavailable('The payment provider cannot be reached right now. Nothing was charged.'),
  payment_unknown: badRequest('No such payment.', 'resource_missing'),
  percentage_invalid: badRequest('Invalid percentage: {param} must be from 0 to 100 with at most four decimals.'),
  part_not_allowed: badRequest('This invoice can only be paid in one sum.', 'amount_invalid'),
  part_unfit: badRequest('This part of the amount cannot be paid.', 'amount_invalid'),
  passkey_invalid: badRequest('The passkey is not valid.'),
  provider_mismatch: badRequest('The payment provider reports this payment differently.'),
  range_reversed: badRequest('The last day must not be before the first.'),
  rate_limit: row(
    429,
    'invalid_request_error',
  )('Too many requests: {reason}. Try again in {retryAfterSeconds} seconds.'),
  resource_already_exists: badRequest('{noun} already exists: {id}'),
  resource_missing: badRequest("No such {noun}: '{id}'"),
  sign_in_code_invalid: badRequest('The code is not valid.'),
  return_url_not_allowed: badRequest(
    '{param} must be an https URL of one of the origins in the account settings.',
    'url_invalid',
  ),
  statement_too_long: badRequest('The statement would have more than {most} entries. Choose a shorter range of days.'),
  tax_rate_inactive: badRequest('The tax rate {id} is not active.'),
  tax_rates_too_many: badRequest('{param} can hold at most {most} tax rates.'),
  terms_invalid: badRequest('Invalid days_until_due: it must be a whole number from 0 to 3650.'),
  url_invalid: badRequest('Invalid URL: {param} must be an https URL.'),
  unexpected: row(500, 'api_error')('An unexpected error occurred. It has been noted under this Request-Id.'),
}

type ApiError = {
  readonly status: ErrorRow['status']
  /** After how many seconds to retry, if a retry makes sense. */
  readonly retryAfterSeconds: number | null
  readonly body: { readonly error: Readonly<Record<string, string | number | null>> }
}

/** The default `Retry-After` for conflicts and outages. */
const soonSeconds = 1

/** The error's fields about a decline, and the refusal value of each. */
const declineFields = [
  ['decline_code', 'declineCode'],
  ['advice_code', 'adviceCode'],
  ['network_decline_code', 'networkDeclineCode'],
] as const

/** A refusal as Stripe's error body. */
export function apiError({ code, param, values = {}, ...refusal }: Refusal): ApiError {
  const { status, type, message, code: named = code } = errors[code]
  const wireCode = filled(named, values)
  const retryAfterSeconds = refusal.retryAfterSeconds ?? (status === 429 || status === 503 ? soonSeconds : null)
  return {
    status,
    retryAfterSeconds,
    body: {
      error: {
        type,
        code: wireCode,
        ...(param === undefined ? {} : { param }),
        ...Object.fromEntries(declineFields.flatMap(([field, name]) => (values[name] ? [[field, values[name]]] : []))),
        message: filled(message, { ...values, param: param ?? '', retryAfterSeconds: retryAfterSeconds ?? 0 }),
        doc_url: documented.has(wireCode)
          ? `https://docs.stripe.com/error-codes#${wireCode.replaceAll('_', '-')}`
          : null,
        request_log_url: null,
      },
    },
  }
}

/** The sentence of a refusal. */
export const messageOf = (refusal: Refusal): string => String(apiError(refusal).body.error.message)

const filled = (message: string, values: Readonly<Record<string, string | number>>): string =>
  message.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '').slice(0, 300)).replace(/[:,]? *$/, '')

/** The codes that Stripe documents; ours are explained by their message. */
const documented: ReadonlySet<string> = new Set([
  'account_invalid',
  'amount_too_large',
  'amount_too_small',
  'card_declined',
  'coupon_expired',
  'email_invalid',
  'idempotency_key_in_use',
  'invoice_no_customer_line_items',
  'invoice_no_payment_method_types',
  'invoice_not_editable',
  'lock_timeout',
  'parameter_invalid_empty',
  'parameter_invalid_integer',
  'parameter_missing',
  'parameter_unknown',
  'parameters_exclusive',
  'payment_intent_unexpected_state',
  'rate_limit',
  'resource_already_exists',
  'resource_missing',
  'status_transition_invalid',
  'url_invalid',
])
