import { apiCalls, type Case, type Form, type Made, type Values } from '../../world/api-calls.ts'
import type { Fixtures } from '../../world/fixtures.ts'
import { kranwerk } from '../../world/merchant.ts'
import { declared } from './declared.ts'

/** A call with a case for each of its parameters. */
export type Call = {
  readonly make: () => Promise<Made>
  readonly beside: Form
  readonly cases: Readonly<Record<string, Case | string>>
}

const far = String(Date.UTC(2090, 0, 1) / 1000)

/** The values of parameters that many calls have. */
function common(path: string): Case | string | undefined {
  if (/\[gte?\]$/.test(path)) return far
  if (/\[lte?\]$/.test(path)) return '1'
  return commonByPath[path]
}

const commonByPath: Readonly<Record<string, Case | string>> = {
  'expand[0]': { value: 'nonsense', refused: 'expansion_unknown' },
  ending_before: { value: ({ listed }) => listed!.at(-1)! },
  limit: '1',
  metadata: { name: 'metadata[x]', value: 'y' },
  starting_after: { value: ({ listed }) => listed![0]! },
}

/** Each declared parameter with the value of its call's example. Values that no handler declares stay, to be reported. */
export async function calls(fixtures: Fixtures): Promise<Readonly<Record<string, Call>>> {
  const table: Record<string, Call> = {}
  const undeclared = new Map<Values, { call: string; names: Set<string> }>()
  for (const [call, paths] of declared()) {
    const [method, path = ''] = call.split(' ')
    const example = apiCalls[`${method} /v1${path}`]
    if (!example) continue
    const { request, make, beside, values = [] } = example
    const given = values.map((valuesOf) => valuesOf(fixtures))
    for (const [i, valuesOf] of values.entries()) {
      const { names } = undeclared.get(valuesOf) ?? { names: new Set(Object.keys(given[i]!)) }
      for (const one of paths) names.delete(one)
      if (!undeclared.has(valuesOf)) undeclared.set(valuesOf, { call, names })
    }
    const known: Readonly<Record<string, Case | string>> = Object.assign({}, ...given)
    const cases = paths.flatMap((one) => {
      const value = known[one] ?? common(one)
      return value === undefined ? [] : [[one, value] as const]
    })
    const isInPath = path.includes(':')
    const own = async () => Object.values((await request(kranwerk)).params ?? {}).at(-1) ?? ''
    table[call] = {
      make: make ? () => make(fixtures) : async () => ({ id: isInPath ? await own() : '' }),
      beside: beside?.(fixtures) ?? (method === 'POST' && !isInPath ? ((await request(kranwerk)).body ?? {}) : {}),
      cases: Object.fromEntries(cases),
    }
  }
  for (const { call, names } of undeclared.values())
    for (const name of names) table[call] = { ...table[call]!, cases: { ...table[call]!.cases, [name]: 'undeclared' } }
  return table
}
