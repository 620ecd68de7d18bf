import { expect, test } from 'vitest'
import { blankDetails, customerChanges } from '../../../src/core/customers/details.ts'

const changes = (buyerReference: string | null) =>
  customerChanges({ buyerReference }, { ...blankDetails('cus_office123'), methods: [] }, () => 'con_1')

test.each([
  '04011000-12345-03',
  '04011000-1234512345-06',
  '992-90009-96',
  '05711-06001-79',
  '16066069-0001-38',
  '991-33333TEST-33',
  '991-33333test-33',
])('the Leitweg-ID %s has the right check digits', (reference) => {
  expect(changes(reference)).toMatchObject({ ok: true, value: { buyerReference: reference } })
})

test.each(['04011000-12345-04', '04011000-12354-03', '992-90009-69', '991-33333TSET-33', '04011000-96', '99-1-00'])(
  'the Leitweg-ID %s has wrong check digits and is refused',
  (reference) => {
    expect(changes(reference)).toMatchObject({
      ok: false,
      refusal: { code: 'parameter_invalid', param: 'buyer_reference' },
    })
  },
)

test('each wrong digit and each pair of digits in the wrong order is found', () => {
  const valid = '04011000-1234512345-06'
  for (const [place, digit] of [...valid].entries()) {
    if (digit === '-') continue
    for (const other of '0123456789') {
      const wrong = valid.slice(0, place) + other + valid.slice(place + 1)
      const isOfAState = /^(0[1-9]|1[0-6])/.test(wrong)
      if (other !== digit && isOfAState) expect(changes(wrong).ok, wrong).toBe(false)
    }
    const next = valid[place + 1]
    if (place < 2 || next === undefined || next === '-' || next === digit) continue
    const swapped = valid.slice(0, place) + next + digit + valid.slice(place + 2)
    expect(changes(swapped).ok, swapped).toBe(false)
  }
})

test.each([
  '4711',
  'Cost centre 12',
  'PO-2026-11',
  '2026-11-30',
  '20-1234-56',
  '04011000-',
  '123456-77',
  '=1+1',
  ']]>',
])('the reference %s is no Leitweg-ID, and any text will do', (reference) => {
  expect(changes(reference)).toMatchObject({ ok: true, value: { buyerReference: reference } })
})

test('a reference can be taken away', () => {
  expect(changes(null)).toMatchObject({ ok: true, value: { buyerReference: null } })
})
