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

/** A refused request, as the API answers it. Thrown by whoever notices, turned into an answer at the door. */
export class Problem extends Error {
  readonly status: number
  readonly type: ProblemType
  readonly detail: ProblemDetail
  /** Whether the answer is kept under the idempotency key: only what an endpoint said after it had begun. */
  readonly isKept: boolean

  constructor(status: number, type: ProblemType, message: string, detail: ProblemDetail = {}, isKept = true) {
    super(message)
    this.status = status
    this.type = type
    this.detail = detail
    this.isKept = isKept
  }

  /** The `error` hash of the answer. */
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

/** A request that makes no sense as it stands; nothing happened. */
export const invalid = (message: string, detail: ProblemDetail = {}): Problem =>
  new Problem(400, 'invalid_request_error', message, detail)

/** A parameter that is missing, unknown or malformed; found before an endpoint begins, so the key stays free. */
export const malformed = (code: string, param: string, message: string): Problem =>
  new Problem(400, 'invalid_request_error', message, { code, param }, false)

export const missing = (param: string): Problem =>
  malformed('parameter_missing', param, `Missing required param: ${param}.`)

/** No such thing: 404 where it is the address, 400 where a parameter names it. */
export const noSuch = (what: string, id: string, param: string, isAddress = false): Problem =>
  new Problem(isAddress ? 404 : 400, 'invalid_request_error', `No such ${what}: '${id}'`, {
    code: 'resource_missing',
    param,
  })

/** A bank's refusal (402). */
export const declinedBy = (decline: Decline, detail: ProblemDetail = {}): Problem =>
  new Problem(402, 'card_error', decline.message, {
    ...detail,
    code: decline.code,
    decline_code: decline.declineCode,
    ...(decline.param && { param: decline.param }),
    ...(decline.advice && { advice_code: decline.advice }),
  })
