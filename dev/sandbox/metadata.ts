import type Stripe from 'stripe'
import type { Form } from './form-encoding.ts'
import { malformed } from './problem.ts'

const limits = { keys: 50, keyLength: 40, valueLength: 500 }

/**
 * Metadata after an update: sent keys are added, an empty value removes its key, and null removes all.
 * Throws a Problem where it is larger than the API allows.
 */
export function withMetadata(current: Stripe.Metadata | null, sent: Form | null | undefined): Stripe.Metadata {
  if (sent === null) return {}
  const metadata: Stripe.Metadata = { ...current }
  for (const [key, value] of Object.entries(sent ?? {})) {
    const param = `metadata[${key}]`
    if (typeof value !== 'string') throw malformed('parameter_invalid', param, 'Metadata values must be strings')
    if (key.length > limits.keyLength)
      throw malformed('parameter_invalid', param, `Metadata keys can have up to ${limits.keyLength} characters`)
    if (value.length > limits.valueLength)
      throw malformed('parameter_invalid', param, `Metadata values can have up to ${limits.valueLength} characters`)
    if (value === '') delete metadata[key]
    else metadata[key] = value
  }
  if (Object.keys(metadata).length > limits.keys)
    throw malformed('parameter_invalid', 'metadata', `Metadata can have up to ${limits.keys} keys`)
  return metadata
}
