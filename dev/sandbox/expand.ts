import type { ObjectName } from './account-data.ts'
import { type Context, find } from './context.ts'
import { malformed } from './problem.ts'

type Json = Record<string, unknown>

const maximumDepth = 4

/** The kind of object that an id is of, by its prefix. */
const prefixes: Readonly<Record<string, ObjectName>> = {
  cus: 'customer',
  pm: 'payment_method',
  pi: 'payment_intent',
  seti: 'setup_intent',
  cs: 'checkout.session',
  ch: 'charge',
  py: 'charge',
  re: 'refund',
  pyr: 'refund',
  du: 'dispute',
  txn: 'balance_transaction',
  mandate: 'mandate',
}

/** Fields that an object has only when they are expanded. */
const onRequest: Readonly<Record<string, Readonly<Record<string, (context: Context, object: Json) => unknown>>>> = {
  'checkout.session': {
    line_items: ({ data }, { id }) => ({
      object: 'list',
      data: structuredClone(data.terms[id as string]?.lines ?? []),
      has_more: false,
      url: `/v1/checkout/sessions/${id}/line_items`,
    }),
  },
  charge: {
    refunds: ({ data }, { id }) => ({
      object: 'list',
      data: Object.values(data.objects.refund)
        .filter((refund) => refund.charge === id)
        .reverse()
        .map((refund) => structuredClone(refund)),
      has_more: false,
      url: `/v1/charges/${id}/refunds`,
    }),
  },
}

/** A copy of an object with the given fields expanded. Throws a Problem for a field that cannot be expanded. */
export function expanded<T extends object>(context: Context, answer: T, paths: readonly string[] = []): T {
  const copy = structuredClone(answer)
  for (const path of paths) {
    const keys = path.split('.')
    if (keys.length > maximumDepth + (keys[0] === 'data' ? 1 : 0))
      throw malformed(
        'parameter_invalid',
        'expand',
        `You cannot expand more than ${maximumDepth} levels of a property.`,
      )
    expandIn(context, copy as Json, keys, path)
  }
  return copy
}

function expandIn(context: Context, thing: Json, [key = '', ...rest]: string[], path: string): void {
  const absent = onRequest[String(thing.object)]?.[key]
  if (absent && thing[key] === undefined) thing[key] = absent(context, thing)
  const value = thing[key]
  if (value === undefined) throw cannotExpand(path)
  if (value === null) return
  if (Array.isArray(value)) {
    for (const entry of value) if (rest.length > 0) expandIn(context, entry as Json, rest, path)
    return
  }
  const inner = typeof value === 'string' ? objectOf(context, value, path) : value
  if (typeof inner !== 'object') throw cannotExpand(path)
  thing[key] = inner
  if (rest.length > 0) expandIn(context, inner as Json, rest, path)
}

function objectOf(context: Context, id: string, path: string): object {
  const name = prefixes[id.slice(0, id.indexOf('_'))]
  const found = name && find(context, name, id)
  if (!found) throw cannotExpand(path)
  return structuredClone(found)
}

const cannotExpand = (path: string) =>
  malformed('parameter_invalid', 'expand', `This property cannot be expanded (${path}).`)
