import { beforeAll, expect, test } from 'vitest'
import { tally } from '../proof/tally.ts'
import { api, type Sent } from '../world/api.ts'
import type { Case, Form, Made } from '../world/api-calls.ts'
import { createFixtures } from '../world/fixtures.ts'
import { type Call, calls } from './parameters/cases.ts'
import { declared, unmatched } from './parameters/declared.ts'
import { type Frame, judge, type Verdict } from './parameters/judge.ts'

const { send } = api()

type Sender = (call: string, made: Made, form: Form) => Promise<Sent>

const ask: Sender = (call, made, form) => {
  const [method = '', path = ''] = call.split(' ')
  const at = `/v1${path.replaceAll(/:\w+/g, made.id)}`
  const text = new URLSearchParams(Object.entries(form).filter(([, value]) => value !== '')).toString()
  return method === 'POST' ? send(at, { body: text }) : send(`${at}?${text}`, { method })
}

const listedIn = ({ body }: Sent): string[] => (body.data ?? []).map(({ id }: { id: string }) => id)

/** Sends every case of a call and the same call without it, and returns what the value changed. */
async function* verdictsOf(call: string, { make, beside, cases }: Call, sender: Sender, ids: Ids) {
  const frame = { ...ids, isReading: call.startsWith('GET') }
  const known = new Map<string, { readonly made: Made; readonly answer: Sent }>()
  for (const [path, given] of Object.entries(cases)) {
    const one: Case = typeof given === 'string' ? { value: given } : given
    const base = { ...beside, ...one.beside }
    const remade = one.make ?? make
    const key = JSON.stringify([base, remade.toString()])
    if (!known.has(key) && one.refused === undefined) {
      const made = await remade()
      const answer = await ask(call, made, base)
      expect([call, path, answer.status, answer.body.error]).toEqual([call, path, 200, undefined])
      // The judge sees no change where there is none.
      const again = await ask(call, frame.isReading ? made : await remade(), base)
      expect([call, path, judge(answer, again, frame)]).toEqual([call, path, 'passed over'])
      known.set(key, { made: { ...made, listed: listedIn(answer) }, answer })
    }
    const without = known.get(key)
    const made = frame.isReading && without ? without.made : await remade()
    const value = typeof one.value === 'string' ? one.value : one.value(made)
    const answer = await sender(call, made, { ...base, [one.name ?? path]: value })
    const expected: Verdict = one.refused === undefined ? 'changed' : `refused as ${one.refused}`
    yield { path, expected, verdict: judge(without?.answer ?? answer, answer, frame) }
  }
}

type Ids = Omit<Frame, 'isReading'>

let ids: Ids
let table: Readonly<Record<string, Call>>

beforeAll(async () => {
  const fixtures = await createFixtures()
  ids = { nowMs: fixtures.nowS * 1000, stable: new Set(Object.values(fixtures).flat().map(String)) }
  table = await calls(fixtures)
})

test('every parameter of every call changes the answer or is refused', { timeout: 300_000 }, async () => {
  expect(unmatched(declared(), table)).toEqual([])
  const counts = { calls: 0, parameters: 0, changed: 0, refused: 0 }
  const wrong: string[] = []
  for (const [call, given] of Object.entries(table)) {
    counts.calls++
    for await (const { path, expected, verdict } of verdictsOf(call, given, ask, ids)) {
      counts.parameters++
      counts[verdict === 'changed' ? 'changed' : 'refused']++
      if (verdict !== expected) wrong.push(`${call} ${path}: ${verdict}, not ${expected}`)
    }
  }
  tally('parameters of the API', counts)
  expect(wrong).toEqual([])
})

test('a value that is dropped is detected as ignored', async () => {
  const dropped = ['POST /customers phone', 'GET /invoices customer', 'POST /invoices/:id due_date']
  const found: string[] = []
  for (const one of dropped) {
    const [method, at, path = ''] = one.split(' ')
    const call = `${method} ${at}`
    const { cases, ...given } = table[call]!
    const dropping: Sender = (call, made, { [path]: _, ...form }) => ask(call, made, form)
    for await (const { path: name, verdict } of verdictsOf(
      call,
      { ...given, cases: { [path]: cases[path]! } },
      dropping,
      ids,
    ))
      if (verdict === 'passed over') found.push(`${call} ${name}`)
  }
  expect(found).toEqual(dropped)
})

test('a parameter without a case and a case without a parameter are detected', () => {
  const { 'GET /coupons': coupons, ...rest } = table
  const { limit: _, ...cases } = coupons!.cases
  const changed = { ...rest, 'GET /coupons': { ...coupons!, cases: { ...cases, colour: 'red' } } }
  expect(unmatched(declared(), changed)).toEqual(['GET /coupons limit', 'GET /coupons colour'])
})
