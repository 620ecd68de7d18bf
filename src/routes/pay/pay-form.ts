import { looksLikeId } from '../../core/id.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import type { Wire, WireObject } from '../../http/wire/wire.ts'

export type PayForm = {
  readonly methodId: string | null
  readonly keep: boolean
  /** What was shown, and the part of it that is to be paid; null for all. In minor units. */
  readonly amountMinor: number
  readonly partMinor: number | null
}

const fields: ReadonlySet<string> = new Set(['method', 'keep', 'amount', 'part'])

/** Reads the pay form: the method, whether to save it, the amount that was shown and the part that was chosen. */
export function readPayForm(wire: Result<WireObject>): Result<PayForm> {
  if (!wire.ok) return wire
  const form = wire.value
  const unknown = [...form.keys()].find((name) => !fields.has(name))
  if (unknown) return refuse('parameter_unknown', { param: unknown.slice(0, 80) })
  const [method, keep, amount, part] = [form.get('method'), form.get('keep'), form.get('amount'), form.get('part')]
  if (typeof method !== 'string' || !looksLikeId(method)) return refuse('payment_method_unfit', { param: 'method' })
  if (keep !== undefined && keep !== 'yes') return refuse('parameter_invalid', { param: 'keep' })
  if (!isMinor(amount)) return refuse('amount_invalid', { param: 'amount' })
  if (part !== undefined && !isMinor(part)) return refuse('amount_invalid', { param: 'part' })
  return ok({
    methodId: method === 'checkout' ? null : method,
    keep: keep === 'yes',
    amountMinor: Number(amount),
    partMinor: part === undefined ? null : Number(part),
  })
}

const isMinor = (value: Wire | undefined): value is string => typeof value === 'string' && /^[0-9]{1,15}$/.test(value)
