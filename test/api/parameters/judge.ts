import type { Sent } from '../../world/api.ts'
import { uniqueTexts } from '../../world/api-calls.ts'

/** What a call made of a value: it answers otherwise than without it, refuses it, or passes it over. */
export type Verdict = 'changed' | 'passed over' | `refused as ${string}` | `failed with ${number}`

export type Frame = {
  readonly nowMs: number
  /** Ids that two calls share. */
  readonly stable: ReadonlySet<string>
  /** Both calls are about the same objects, so that everything they say may be compared. */
  readonly isReading: boolean
}

export function judge(without: Sent, sent: Sent, frame: Frame): Verdict {
  if (sent.status >= 500) return `failed with ${sent.status}`
  if (sent.status !== 200) return `refused as ${sent.body.error.code}`
  return comparable(sent.body, frame) === comparable(without.body, frame) ? 'passed over' : 'changed'
}

/** An answer as text, without what differs between two calls that say the same: new ids, instants to the second, numbers. */
const comparable = (body: unknown, frame: Frame): string =>
  JSON.stringify(body, (key, value) => plain(key, value, frame))

const id = /\b[a-z]{2,12}_[0-9A-Za-z]{10,}/g

function plain(key: string, value: unknown, { nowMs, stable, isReading }: Frame): unknown {
  if ((key === 'hosted_invoice_url' || key === 'invoice_pdf') && value !== null) return 'a url'
  if (key === 'url' && /\/session\/[\w-]{43}$/.test(String(value))) return 'a url'
  if (isReading) return value
  if (typeof value === 'string') {
    if (key === 'number' && /^[A-Z0-9-]+-\d{4,}$/.test(value)) return 'a number'
    if (key === 'receipt_number') return value.replace(/^[A-Z0-9-]+-\d{4,}(?=-R)/, 'a number')
    if (key === 'invoice_prefix' && /^[A-Z0-9]{8}$/.test(value) && !stable.has(value)) return 'a prefix'
    // A coupon's own id has no prefix.
    if (key === 'id' && /^[0-9A-Za-z]{20,}$/.test(value) && !stable.has(value)) return 'an id'
    return value
      .replaceAll(uniqueTexts, 'a unique text')
      .replaceAll(id, (found) => (stable.has(found) ? found : 'an id'))
  }
  // Within a year of now it is an instant, and two calls are seconds apart.
  const hours = typeof value === 'number' ? Math.round((value - nowMs / 1000) / 3600) : Number.NaN
  return Math.abs(hours) < 366 * 24 ? `in ${hours} hours` : value
}
