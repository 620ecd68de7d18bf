import { ok, type Refused, type Result, refuse } from '../../../core/result.ts'
import { type Expandable, Includable, Reference } from './api-object.ts'
import { objects } from './objects.ts'

/** The references to expand, as a tree of field names. */
export type Expansion = ReadonlyMap<string, Expansion>

export const noExpansion: Expansion = new Map()

/** The expandable fields of each object and of each part of one, and the kind that each leads to. */
const places: Readonly<Record<string, Expandable>> = {
  ...Object.fromEntries(Object.entries(objects).map(([kind, { expandable }]) => [kind, expandable ?? {}])),
  'billing_portal.session': { configuration: 'billing_portal.configuration' },
  portal_session: { configuration: 'billing_portal.configuration', customer: 'customer' },
  tax_ids: { data: 'tax_id' },
  tax_id: { customer: 'customer' },
  lines: { data: 'line_item' },
  line_item: { discounts: 'discount', discount_amounts: 'discount_amount' },
  payments: { data: 'invoice_payment' },
  payment_method: { customer: 'customer' },
  from_invoice: { invoice: 'invoice' },
  invoice_link: { invoice: 'invoice' },
  invoice_payment: { invoice: 'invoice' },
  discount_amount: { discount: 'discount' },
  discount: { customer: 'customer', source: 'discount_source' },
  discount_source: { coupon: 'coupon' },
  event: {},
  deleted: {},
  list: { data: 'end' },
  end: {},
}

const deepest = 4

/** Validates the paths of `expand[]` and merges them into a tree. Refuses `expansion_unknown`. */
export function readExpansion(paths: readonly string[], object: string, isList: boolean): Result<Expansion> {
  const root = new Map<string, Expansion>()
  for (const path of paths) {
    const parts = path.split('.')
    const unknown: Refused = refuse('expansion_unknown', { param: 'expand', values: { path: path.slice(0, 100) } })
    if (parts.length > deepest + (isList ? 1 : 0) || (isList && parts[0] !== 'data')) return unknown
    let place = object
    let tree = root
    for (const [depth, part] of parts.entries()) {
      const isData = isList && depth === 0
      if (!isData && !Object.hasOwn(places[place]!, part)) return unknown
      if (!isData) place = places[place]![part]!
      const next = (tree.get(part) as Map<string, Expansion> | undefined) ?? new Map<string, Expansion>()
      tree.set(part, next)
      tree = next
    }
  }
  return ok(root)
}

/**
 * Renders plain JSON: references in the tree are expanded, others become ids; fields that are not included are omitted.
 */
export async function rendered(given: unknown, expansion: Expansion | undefined): Promise<unknown> {
  const value = await given
  if (value instanceof Includable) return expansion && rendered(value.load(), expansion)
  if (value instanceof Reference) {
    if (!expansion) return value.id
    return (await rendered(await value.load(), expansion)) ?? value.id
  }
  if (Array.isArray(value)) return Promise.all(value.map((item) => rendered(item, expansion)))
  if (isLeaf(value)) return value
  const fields = Object.entries(value)
  const values = await Promise.all(
    fields.map(([name, field]) => (isLeaf(field) ? field : rendered(field, expansion?.get(name)))),
  )
  return Object.fromEntries(fields.map(([name], place) => [name, values[place]]))
}

const isLeaf = (value: unknown): value is string | number | boolean | null | undefined =>
  value === null || typeof value !== 'object'
