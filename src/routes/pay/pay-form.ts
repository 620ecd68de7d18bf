import { looksLikeId } from '../../core/id.ts'
import { ok, type Result, refuse } from '../../core/result.ts'
import type { WireObject } from '../../http/wire/wire.ts'

export type PayForm = { readonly methodId: string | null; readonly keep: boolean; readonly amountMinor: number }

const fields: ReadonlySet<string> = new Set(['method', 'keep', 'amount'])

/** Reads the pay form: the method, the amount that was shown in minor units, and whether to save the method. */
export function readPayForm(wire: Result<WireObject>): Result<PayForm> {
  if (!wire.ok) return wire
  const form = wire.value
  const unknown = [...form.keys()].find((name) => !fields.has(name))
  if (unknown) return refuse('parameter_unknown', { param: unknown.slice(0, 80) })
  const [method, keep, amount] = [form.get('method'), form.get('keep'), form.get('amount')]
  if (typeof method !== 'string' || !looksLikeId(method)) return refuse('payment_method_unfit', { param: 'method' })
  if (keep !== undefined && keep !== 'yes') return refuse('parameter_invalid', { param: 'keep' })
  if (typeof amount !== 'string' || !/^[0-9]{1,15}$/.test(amount)) return refuse('amount_invalid', { param: 'amount' })
  return ok({ methodId: method === 'checkout' ? null : method, keep: keep === 'yes', amountMinor: Number(amount) })
}
