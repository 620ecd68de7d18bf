import type Stripe from 'stripe'
import type { Decline } from './tables/declines.ts'

export type ProblemDetail = {
  readonly code?: string
  readonly param?: string
  readonly decline_code?: string
  readonly advice_code?: string
  readonly charge?: string
  readonly payment_intent?: Stripe.PaymentIntent
  readonly setup_intent?: Stripe.SetupIntent
  readonly payment_method?: Stripe.PaymentMethod
}

type ProblemType = 'invalid_request_error' | 'card_error' | 'idempotency_error' | 'api_error'

/** An API error. Thrown anywhere in an endpoint and turned into a response by `handleApi`. */
export class Problem extends Error {
  readonly status: number
  readonly type: ProblemType
  readonly detail: ProblemDetail
  /** Whether the response is stored under the idempotency key: only if the endpoint had started. */
  readonly isKept: boolean

  constructor(status: number, type: ProblemType, message: string, detail: ProblemDetail = {}, isKept = true) {
    super(message)
    this.status = status
    this.type = type
    this.detail = detail
    this.isKept = isKept
  }

  /** The `error` hash of the response. */
  toError(): Record<string, unknown> {
    const { code } = this.detail
    return {
      ...this.detail,
      ...(code && { doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }),
      message: this.message,
      type: this.type,
    }
  }
}

/** An invalid request (400) without any effect. */
export const invalid = (message: string, detail: ProblemDetail = {}): Problem =>
  new Problem(400, 'invalid_request_error', message, detail)

/** A missing, unknown or malformed parameter, found before the endpoint starts, so that the idempotency key stays free. */
export const malformed = (code: string, param: string, message: string): Problem =>
  new Problem(400, 'invalid_request_error', message, { code, param }, false)

export const missing = (param: string): Problem =>
  malformed('parameter_missing', param, `Missing required param: ${param}.`)

/** No such object: 404 where its id is in the path, 400 where it is a parameter. */
export const noSuch = (what: string, id: string, param: string, isAddress = false): Problem =>
  new Problem(isAddress ? 404 : 400, 'invalid_request_error', `No such ${what}: '${id}'`, {
    code: 'resource_missing',
    param,
  })

/** A decline by the bank (402). */
export const declinedBy = (decline: Decline, detail: ProblemDetail = {}): Problem =>
  new Problem(402, 'card_error', decline.message, {
    ...detail,
    code: decline.code,
    decline_code: decline.declineCode,
    ...(decline.param && { param: decline.param }),
    ...(decline.advice && { advice_code: decline.advice }),
  })
