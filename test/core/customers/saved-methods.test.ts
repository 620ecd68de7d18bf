import { describe, expect, test } from 'vitest'
import type { Day } from '../../../src/core/calendar/day.ts'
import { chargeWith } from '../../../src/core/collection/rescheduling.ts'
import { cardExpiry } from '../../../src/core/customers/card-expiry.ts'
import type { Customer, CustomerEvent, SavedMethod } from '../../../src/core/customers/customer.ts'
import { blankDetails } from '../../../src/core/customers/details.ts'
import { evolve } from '../../../src/core/customers/evolve.ts'
import { beginSetup, setupEnded, setupLifeMs, setupOpened } from '../../../src/core/customers/method-setup.ts'
import { chooseDefault, defaultMethodOf, removeMethod, saveMethod } from '../../../src/core/customers/saved-methods.ts'
import type { Invoice } from '../../../src/core/invoices/invoice.ts'
import { record, replay } from '../../../src/core/recorded.ts'
import { type Result, refuse } from '../../../src/core/result.ts'
import { monday, sepa, visa } from '../../world/cast.ts'

const details = blankDetails('cus_nora1234')
const created: CustomerEvent = { type: 'customer.created', accountId: 'acct_harbor', id: 'cus_nora1234', details }
const newCustomer = replay(evolve, record([created], 0, monday)) as Customer
const changed = (customer: Customer, events: readonly CustomerEvent[], at = monday) =>
  replay(evolve, record(events, customer.version, at), customer) as Customer
const done = <T>(result: Result<T>) => (result.ok ? result.value : expect.fail(result.refusal.code))
const withBoth = changed(changed(newCustomer, saveMethod(newCustomer, visa, true)), [
  { type: 'customer.method_saved', method: sepa },
])

describe('the default method', () => {
  test('is the chosen one, else the one saved last, else none', () => {
    expect(defaultMethodOf(newCustomer)).toBeNull()
    expect(defaultMethodOf(withBoth)).toEqual(visa)
    expect(defaultMethodOf({ ...withBoth, defaultPaymentMethod: null })).toEqual(sepa)
  })

  test('stays what it was where a new method is not to be the default, also if nobody ever chose it', () => {
    const unchosen = changed(newCustomer, [{ type: 'customer.method_saved', method: visa }])
    expect(defaultMethodOf(changed(unchosen, saveMethod(unchosen, sepa, false)))).toEqual(visa)
    expect(defaultMethodOf(changed(unchosen, saveMethod(unchosen, sepa, true)))).toEqual(sepa)
    expect(defaultMethodOf(changed(newCustomer, saveMethod(newCustomer, sepa, false)))).toEqual(sepa)
  })

  test('can be each of the saved ones and no other', () => {
    expect(defaultMethodOf(changed(withBoth, done(chooseDefault(withBoth, sepa.id))))).toEqual(sepa)
    expect(done(chooseDefault(withBoth, visa.id))).toEqual([])
    expect(chooseDefault(withBoth, 'pm_foreign')).toEqual(refuse('payment_method_missing'))
  })
})

describe('removing', () => {
  const removal = { methodId: visa.id, nextDefaultId: null, isNeeded: false }

  test('the default names the next one; without, or with one that is not saved, it is refused', () => {
    for (const nextDefaultId of [null, visa.id, 'pm_foreign'])
      expect(removeMethod(withBoth, { ...removal, nextDefaultId })).toEqual(refuse('payment_method_default'))
    const left = changed(withBoth, done(removeMethod(withBoth, { ...removal, nextDefaultId: sepa.id })))
    expect([left.methods, left.defaultPaymentMethod]).toEqual([[sepa], sepa.id])
  })

  test('another one leaves the default, and the last one is refused only where it is needed', () => {
    const left = changed(withBoth, done(removeMethod(withBoth, { ...removal, methodId: sepa.id, isNeeded: true })))
    expect([left.methods, left.defaultPaymentMethod]).toEqual([[visa], visa.id])
    expect(removeMethod(left, { ...removal, isNeeded: true })).toEqual(refuse('payment_method_needed'))
    const none = changed(left, done(removeMethod(left, removal)))
    expect([none.methods, none.defaultPaymentMethod]).toEqual([[], null])
    expect(done(removeMethod(none, { ...removal, isNeeded: true }))).toEqual([])
  })

  test('is final: a report that comes later does not bring a method back', () => {
    const left = changed(withBoth, done(removeMethod(withBoth, { ...removal, methodId: sepa.id })))
    expect(saveMethod(left, sepa, true)).toEqual([])
  })
})

describe('a set-up', () => {
  const request = { currency: 'eur', methodTypes: ['card'], language: 'de' }
  const wanted = { setupId: 'pmset_1', makesDefault: true, request }
  const again = { ...wanted, setupId: 'pmset_2' }
  const begun = changed(newCustomer, done(beginSetup(newCustomer, wanted, monday)))
  const opened = changed(begun, setupOpened(begun, { setupId: 'pmset_1', providerSessionId: 'cs_1' }))

  test('is continued until its end, its life’s end, or another wish about the default', () => {
    expect(done(beginSetup(begun, again, monday + setupLifeMs - 1))).toEqual([])
    expect(done(beginSetup(opened, again, monday))).toEqual([])
    expect(done(beginSetup(opened, again, monday + setupLifeMs))).toHaveLength(1)
    expect(done(beginSetup(opened, { ...again, makesDefault: false }, monday))).toHaveLength(1)
    expect(done(beginSetup(changed(opened, setupEnded(opened, 'pmset_1', null)), again, monday))).toHaveLength(1)
    const none = { ...wanted, request: { ...request, methodTypes: [] } }
    expect(beginSetup(newCustomer, none, monday)).toEqual(refuse('payment_method_unfit'))
  })

  test('saves its method once, in any order of reports, also after another set-up has begun', () => {
    const ended = changed(opened, setupEnded(opened, 'pmset_1', visa))
    expect(ended).toMatchObject({ methods: [visa], methodSetup: { isEnded: true, methodId: visa.id } })
    expect(setupEnded(ended, 'pmset_1', visa)).toEqual([])
    expect(setupEnded(ended, 'pmset_1', null)).toEqual([])
    expect(setupOpened(ended, { setupId: 'pmset_1', providerSessionId: 'cs_1' })).toEqual([])
    const newer = changed(opened, [{ type: 'customer.method_setup_started', ...again }])
    const late = changed(newer, setupEnded(newer, 'pmset_1', visa))
    expect(late).toMatchObject({ methods: [visa], methodSetup: { id: 'pmset_2', isEnded: false } })
  })

  test('that ended without a method saves one that is confirmed days later', () => {
    const ended = changed(opened, setupEnded(opened, 'pmset_1', null))
    expect(ended.methodSetup).toMatchObject({ isEnded: true, methodId: null })
    const confirmed = changed(ended, setupEnded(ended, 'pmset_1', sepa))
    expect(confirmed).toMatchObject({ methods: [sepa], methodSetup: { methodId: sepa.id } })
  })
})

describe('a card', () => {
  const expiring = (expMonth: number | null, expYear: number | null): Pick<SavedMethod, 'expMonth' | 'expYear'> => ({
    expMonth,
    expYear,
  })

  test('is good until the last day of its month, and noticed a month before, also over the end of a year', () => {
    const on = (today: string, month: number, year: number) => cardExpiry(expiring(month, year), today as Day)
    expect(on('2026-11-30', 10, 2026)).toBe('expired')
    expect(on('2026-11-30', 11, 2026)).toBe('this_month')
    expect(on('2026-11-01', 12, 2026)).toBe('next_month')
    expect(on('2026-12-31', 1, 2027)).toBe('next_month')
    expect(on('2027-01-01', 12, 2026)).toBe('expired')
    expect(on('2026-11-30', 1, 2027)).toBeNull()
    expect(cardExpiry(expiring(null, null), '2026-11-30' as Day)).toBeNull()
  })
})

describe('an invoice that waits for another method', () => {
  const invoice = (more: object) =>
    ({
      status: 'open',
      collectionMethod: 'charge_automatically',
      attemptCount: 1,
      nextChargeAt: null,
      payments: [{ methodId: visa.id, status: 'failed' }],
      ...more,
    }) as unknown as Invoice

  test('is charged to it at once, unless the last try was with it or a charge is due already', () => {
    expect(chargeWith(sepa, invoice({}), monday)).toMatchObject([{ type: 'charge.scheduled', at: monday }])
    expect(chargeWith(visa, invoice({}), monday)).toEqual([])
    expect(chargeWith(sepa, invoice({ nextChargeAt: monday }), monday)).toEqual([])
    expect(chargeWith(sepa, invoice({ nextChargeAt: monday + 1 }), monday)).toHaveLength(1)
  })
})
