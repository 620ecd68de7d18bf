import type { ObjectName } from './books.ts'
import { type Desk, lookUp } from './desk.ts'
import { malformed } from './problem.ts'

type Thing = Record<string, unknown>

const maximumDepth = 4

/** Which objects an id can be of, by its prefix. */
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

/** Fields that are left out until somebody asks for them. */
const onRequest: Readonly<Record<string, Readonly<Record<string, (desk: Desk, object: Thing) => unknown>>>> = {
  'checkout.session': {
    line_items: ({ books }, { id }) => ({
      object: 'list',
      data: structuredClone(books.terms[id as string]?.lines ?? []),
      has_more: false,
      url: `/v1/checkout/sessions/${id}/line_items`,
    }),
  },
  charge: {
    refunds: ({ books }, { id }) => ({
      object: 'list',
      data: Object.values(books.objects.refund)
        .filter((refund) => refund.charge === id)
        .reverse()
        .map((refund) => structuredClone(refund)),
      has_more: false,
      url: `/v1/charges/${id}/refunds`,
    }),
  },
}

/** A copy of an answer in which the asked-for ids have become objects. Throws a Problem where a field has none. */
export function expanded<T extends object>(desk: Desk, answer: T, paths: readonly string[] = []): T {
  const copy = structuredClone(answer)
  for (const path of paths) {
    const keys = path.split('.')
    if (keys.length > maximumDepth + (keys[0] === 'data' ? 1 : 0))
      throw malformed(
        'parameter_invalid',
        'expand',
        `You cannot expand more than ${maximumDepth} levels of a property.`,
      )
    expandIn(desk, copy as Thing, keys, path)
  }
  return copy
}

function expandIn(desk: Desk, thing: Thing, [key = '', ...rest]: string[], path: string): void {
  const absent = onRequest[String(thing.object)]?.[key]
  if (absent && thing[key] === undefined) thing[key] = absent(desk, thing)
  const value = thing[key]
  if (value === undefined) throw cannotExpand(path)
  if (value === null) return
  if (Array.isArray(value)) {
    for (const entry of value) if (rest.length > 0) expandIn(desk, entry as Thing, rest, path)
    return
  }
  const inner = typeof value === 'string' ? objectOf(desk, value, path) : value
  if (typeof inner !== 'object') throw cannotExpand(path)
  thing[key] = inner
  if (rest.length > 0) expandIn(desk, inner as Thing, rest, path)
}

function objectOf(desk: Desk, id: string, path: string): object {
  const name = prefixes[id.slice(0, id.indexOf('_'))]
  const found = name && lookUp(desk, name, id)
  if (!found) throw cannotExpand(path)
  return structuredClone(found)
}

const cannotExpand = (path: string) =>
  malformed('parameter_invalid', 'expand', `This property cannot be expanded (${path}).`)
