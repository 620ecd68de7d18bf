import { mod97 } from '../mod-97.ts'
import { ok, type Result, refuse } from '../result.ts'

/**
 * A German office's address for e-invoices (format specification 2.0.2): a state, perhaps with a region, then parts of the office's
 * own, then two check digits.
 */
const leitwegId = /^(?:0[1-9]|1[0-6]|99)(?:\d|\d{3}|\d{6}|\d{7}|\d{10})?(?:-[0-9A-Z]{1,30})?-\d\d$/i

/** A reference is free text, but one that looks like a Leitweg-ID has to have its check digits. Refuses `parameter_invalid`. */
export function checkBuyerReference(reference: string | null | undefined): Result<typeof reference> {
  if (!reference || !leitwegId.test(reference) || mod97(reference.replaceAll('-', '')) === 1) return ok(reference)
  return refuse('parameter_invalid', {
    param: 'buyer_reference',
    values: { reason: 'it looks like a Leitweg-ID, but its check digits are wrong' },
  })
}
